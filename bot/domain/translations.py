"""Words of regional languages and in short spelling, with the Indonesian word that says the same.

What was learnt of "rumah terbakar" is so known of "omahe kobong" and "imah kahuruan". Only a model
beside the rules reads them: the rules have ``regional_words`` of their own, which an operator may
change, and a word that means something else in Indonesian ("mati", "bola", "tiang") stands in no
row. Javanese, Sundanese, Minangkabau, Banjar, Bugis, Makassar, Madurese, Balinese, Batak, Acehnese.
"""

from __future__ import annotations

_SUFFIXES = (  # its, my, your; already, only: as these languages hang them to a word
    *("nipun", "ipun", "neng", "nna", "nyo", "nya", "na", "ne", "mi", "ji", "pi", "mo", "ku", "mu"),
    *("e", "i", "a"),
)
_SHORTEST = 4  # letters of what is left of a word without its suffix
_TABLE = """
ada: ado adong aya badha engka nia niak nyandak wenten wonten
air: aek aeng aia aie aing ajer ayer banyone banyu banyune cai caina danum ie jekne jene toya
  uae uwae waena yeh
aku: abdi ahu beta engkok icang inakke inyong iyak kulo kuring lon lontuan nakke sa sengkok
  ulun unda
anak: anaka anakna anaknu anana anang aneuk barudak bocah bocahe budak dakdanak kakanakan keke
  lare murangkalih pacul paja
angin: angina lesus
anjing: anjiang anying asee aso cicing kirik kongkong patek
apa: aga aha apah apo naon napa nopo opo
api: apine apoy apui apuy geni genine gni marong murub ngalad pepe puun seuneu
asap: ambu asok haseup kebul kukus kumpe rumbu timus umpe
atap: ateuk atok hateup payon payone raab suhunan
ayah: abah amang amanta ambok apak babeh bapa bappa bokap eppak tetta
bacok: dikadek diteteh kadek kadekan mandumpak ngadek nibacok nyontok
  pancung rebbe tatteng tetteh
bagaimana: antekamma baa beremma kayapa kepriye kumaha pakriban pekkoga piye
bagus: alus apik bajik becik bhagus denggan kessing makessing mantep sae
banjir: ampuh ampuhan baah baha bena blabar caah galodo kabanjiran kabanjirang kaleub kalimpudan
  leled lempe lempek sagar
banyak: akeh bannya bnyk godang kathah le liu loba maega seueur torop
barusan: anyare bru brusan cikeneh hanyar hanyarai kakara kakaraeun karek lagek nembe
  nyampang
bayi: bebeik orok orokna
belum: acan balum balun dep depa depe dereng durung ghitak goh teacan tenapa tonde
berdarah: adara badarah baderah bedarah ceraban getihan getihen madara maddara padarahan
berkelahi: acarok apoh atokeng bakalahi basitumbuak batinju carok garelut gelud gelut gelutan
  kalahi marbadai maringor megerengan sibajji sijallo silaga siraya tukaran
besar: ageng badag balga battoa gadang ganal gede gedhe lompo maloppo rayek
besok: ammuko bainyo beisuk bsk isukan muko sesuk
bicara: bapander bapandir hata macaca makkeda ngeraos nyarios omong
bunuh: buno dibunoh dibunuah dipaehan dipateni diubung maehan mamatehon mambunuah mateni naguno
  nauno nguno nibuno pamatei pateni poh wunu
bunyi: muni oni sora sorana swara
cantik: ayu cantek geello geulis jegeg kamek
capek: cape hek kenjel kesel kimput lungse mawangngi paheut panek payah
cari: alih boya boyai digoleki dipilari golek jalahi ngilari nyareh pilari sappa
cepat: bagegas capeke capeklah cepetan copek duli enggal gage gagian gancang gancangan gasan
  geglis gelis gelisang geuwat hatop humatop kaliu karaket lakas lakeh lintak magatti malinta
  palakka tahipas
cinta: bogoh cinto holong ngerinduk sono tresna tresno
dan: dohot jeung ngon sareng siagang sibawa wan
dapur: dapog dapua dapuah pawon
darah: dara darahe daraing darana dharah getih getihe geutih mudar rah
dari: battu dhari mulo nga saka saking sian tina
dengar: baengkalinga danga dangar kadenge krungu langngere lere mandanga mireng ngadenge ningeh
  tingeh
di: ing neng ning ri
dia: alena anjeunna baliau dane dheweke gopnyan ia ibana inya inyo ipun manehna panjenengan
  sidin
dingin: adhem atis cekke celep dinging etis ngali sajuak singup tiis tirih
enak: eco jaen lamak malunrak mangat ngeunah nikmat nyamang nyameng raos sedep tabo
gantung: anggentung gantuang kelongkong maggantung ngagantung nggantung nglalu
gempa: gampo lindu lindur linu
gila: buduh dongok gelo gendeng gendheng ghengan gilo jangeng owah pongoro pungo
gunung: bukik buleut bulu buluk dolok giri
guru: guro gurua gurune
hamil: battaltal bunting kakandungan mattampu meteng ngandung reuneuh tamban tian tianang
hantu: demit jurig leak memedi
hanyut: anyu anyuk banyut hanyuik kaanyuik kabawa kahanyutan katarik kentir mali malimun manyu
  palid
hilang: gadeh hona ilang kaleungitan lanyok lenye leungit tappelang teddeng
hujan: hujane hujanna hujeun jawah paburungan udan udanne ujan ujeun
ibu: amak ammak anrong biyang biyung embuk indo indok indung mamah mamak mandeh mbok simbok
ini: anne ene ieu iki iko ikon inne iyae iyyae niki nyoe puniki riya
istri: bainena bainenna bininyo bojoku pamajikan somah
itu: anjo antu ento eta iyaro kuwi niku nyan punika
jalan: agaang dalan dalane dalang embong jalanna jolo lalang lurung rurung
jangan: eda jan ojo sampunang teako ulah unang
jatuh: bettu bettuanna gagah gegebug geubis jatuah labuh mabuang madabu maddung mehong murag
  ngelebok ragrag tagugur tibo tiseureuleu tisoledat
jembatan: cukang jamban jambatan kreteg kretek letengeng titi
jendela: cendela jandela jandelo lalungkang tellongeng
judi: botoro botting kasukan maota meceki nyabung tajen togel
kapal: bidong biseang biseyang jukung kalotok lopi parau prao solu spit
ke: dha lako mange manuju menyang nka
kebun: kebon mpus porlak
kecil: alit baiccu caddi cenik cilik keni ketek leutik
kejang: jang kajang kejer keram sawan setip setuip
kejar: dikaja diuber diudag diudak lek leluk manyasah nagereng ngoyak nguber ngudag nilelle oyak
  sasah udag
kemarin: dibi kamari kmrn kumarin patang riwenni sadeurung subangngi wingenane wingi
kenapa: angapa arapah boasa kanapa kenapeng kunaon magi manga naha napi ngapa
keroyok: dikaroyok dirimbung kabuyung kembroyok ngaroyok nirapung
kompor: komfor kompore kompornyo
kunci: gombok kancing konci sosi
lagi: baliak deui maneh meneh muse muwih paimeng
laki: agam burane buruane jaler jantan lakian lalake lalaki lalakian lanang muani oroane
lapar: deuek lapa laparan luapa lupua luwe seduk
lapor: laporkeun matur ngawartos wadul
lari: jiplueng lumpat mabur malari malariang mallari marlari melaib mlayu mlayune plaib playu
laut: laoik laok lauik laute segara tasik
lihat: bereng caliak cini cinik ida ita lihati mancaliak manonton ndelok nicini ningali ninggali
  tingak tingali
longsor: ambles ambrol ambrug bugrug guguran jugrug longser rubuh runtuah ruttung taban tarban
  urug urugan
lucu: bacikapin kabisa kocak pikaseurieun
luka: bugang loko lokona luko raheut tatu tatune
mabuk: maborot mabuak mausuak mendem teler
macet: macat sumpek
mahal: awis masuli
makan: anre dahar dhahar madaar madahar maem mangan manre ngakan nganre nyatu pajoh
malam: banggi bangi bangngi bengi borngin dalu lemeng malem malom mlm petang peuting sanja wengi
  wengine wengngi weninna wenni
malas: hoream kesed koler kuttu makuttu malek males wegah
masih: cendana dope isih keneh masi maso ngora taksih tor
masjid: masigi masigit mesjid musajik surau
mati: mantad maot mateng matina modar nimate paeh pati pejah
mau: ajeng arep eroi handak hendak kar lok maelo melo naeng nio terot
mayat: bangkay bangke bathang layon mayit tomate ugang
melahirkan: ammana babaran baranak lahia lairan malahia manak marsareak memmana ngajuru
  ngalahirkeun ngelekadang
meledak: beledug bitu jeblug mabuno maladak malatuih malatuk malatus mbledhos mbledos meletup
  ngabeledug ngabitu njeblug poccok
melompat: lompek lumpek luncat luppek malompek mencolot ngalompat
membakar: dibaka diduruk diobong ditunu mambaka manyalukuti natunu ngaduruk ngobong ngobongi
  nunu tunu
menangis: batangis ceurik manangih moe nangeh nangih ngeling ngerung sariak tangisi teriri terri
  tumangis
mencuri: colong dicilok dicolong digondol dipaling dipancing dipaok ditangko embat encok lukka
  maciloki malieng malingi mandapek maok nalukka ngaleng ngecag ngecok nilukka nyokot nyolong
  nyopet tangko
meninggal: amate lenynye maninggal ninggal padem pupus seda tilar
mereka: bubuhan buhannya kabeh maranehna ngaseng
minum: enom inung leueut manginum minun minung minungan nginum ngombe nyiup
mobil: oto
motor: kareta montor montore motore onda sapeda
murah: masempo mirah modah muro sempo
napas: ambekan angok nyawana
nenek: anduang dadong embah mbah nek nini ompung opung simbah
ombak: bombang galombang lambung umbak
orang: halak jalma jalmi jelema jlema jolma oreng org orng rang tauwwe tiyang urang ureung uwong
  wong wonge
pagi: baisuk baribasa barikbasa beungoh enjang enjing esuk isuk laggu semengan
panas: angek bambang benter hareudang kebus mapella mohop seuum sumuk
parang: arit badi bangkung bedhog bedog bendo blakas blakasne celuring cluring gadubang gobang
  ladiang ladieng mandau parangna peda rambai siwalai
pasar: keude pakan pasa pasae pasara pasaran pekan peken
pencuri: bangsat cilok maleng malinge palolo palukka palukkana panangko pancilok pancuri pancuru
  pangbolong panyamun panyolong
perahu: biduak
perempuan: awewe babine baine bebine bibinian bine binik boru estri inang inong luh makkunrai
  padusi parampuan wadon wedok
pergi: indit jak kesah laho lampa lao lunga pai tulak
perkosa: dikeureuyeuh dipaksai dipasoan napaksai ngeweri paksai paso
pingsan: kalangsu kapiuhan kelenger klenger murca ngelempuru pangsan pinsan semaput semaputen
  takapuk
pintu: kori labang lawang panto pintuak tange tangnga
pisau: glati hulat tiuk tongot tuik
pohon: bhungka poko pong punyan tangkal wit
polisi: isilop polisina pulisi
pukul: antem bajji bakbak cabuk catu diantemi dibabak dicambuk digebug digebugi digebukin
  dilantak dipukua ditakol ditokok ditonjok gebug gebugi gebuk gebukin ghebbuk jagguru kacabi
  keplak lacak lantak manangani menthung nabaji nabajji nacalla ngantemi nggebugi nilambusuk
  nituju panggua pok pukua pukuli takol tangani tenggel teunggeul thuthuk
pulang: ammotere bulik motere mulak mulang muli mulih nalisu paleman uih wangsul woe
raba: dicabak digrayangi dikusap gerayang grayangi ngaramas ngusap
ramai: gujrud kuyung maroa marroa ramean rammang rioh roa ruhur
rumah: balena balla ballaka ballakku bengko bhengko bolana griyo huma imah imahna jabu jabuna
  omah omahe omahku roma romah ruma rumag rumoh umah umahe
rusak: ancik bosok buruak ruksak solang
sakit: garring gelem gerah gereng gering hansit malasa marsahit mesolan peddis pedi sakek saket
  sakik sungkan udur
sampah: runtah uwuh
sapi: jawi lebbu leumo lombu sampi taranak
sawah: blang carik hauma pahumaan sabah umo
sedang: keur lelang mattengang nuju sadang
sekarang: ayeuna ayeunakeun jani jinoe kamante kamma kammaanne kinin kinitu kuae makkukue
  mangkin saiki sakniki samangke samangken saniki sateya satiya skarang skg skrg srg wahini
  wayahini
sekolah: massikola sakola sekole sikola sikul
semua: iyamaneng makejang mandum maneng sabarataan sadaya sadono sakabbhina sedaya sude
senang: bungah gumbira liang marennu rannu sanang senneng
senjata: gagaman gaman pakarang sanjata sanjato
sesak: ambegan ampeg engap eungap hinak magasa sasak sesek sosak sosok
siang: berang beurang
siapa: iga inai ise nyen saha sapa sera sinten
suami: bojo bojone bura caroge kurenan lakine lakinyo lakkai lakkaina lakkainna pekurenan salaki
sudah: ampon angkana atos engkana geus leba lebbamo mantun nunga nungnga sampuna suba sudem usam
  uwis wis
sungai: bengawan binanga krueng salo songay sunge susukan wahangan walungan
tabrak: dilangga dilanggar dirajah diranjah ditabrak ditubruk ditumbur ditunjang katabrak
  katumbur ketabrak ketumbur lenne nadappi nalenne nalennek ranjah situmbu situmbuk tajil tatuju
  tatumbuak tubruk tumbuak tumbur
tadi: kalebang nampai nganto tuni wau
takut: ajrih gamang jeh jejeh mabiar mallak mallaka mayak mitau rimrim sieun tako takot takuik
  takutan
takziah: manjanguak melayat ngalayad nglayat
tanah: butta gumi lemahe tana taneuh tano tanoh
telanjang: balanjang bulogol melalung taranjang tilanjang wuda
teman: agang babaturan dongan kakawanan kanca kancah konco koncoku silao timpal
tembak: badia badil bedil dibedil dorbadil ngabedil tembeke
tenggelam: kalalap kelelep kelem klelep lobbang malobu talele tallang tanggalam teuleum
  tikalebok tilelep tilem titeuleum
terbakar: beleran hurung kaanguih kabakar kabeuleum kaduruk kahuruan katunuan kebeler keobong
  ketunu kobbhar kobong kobongan meutot mosok nakanre nanre tabaka tabakar tabunu tatunu
teriak: bakuciak bengok gegero gorai hariwang jerat kuciak kuluk maherang maherik mamakiak
  margoar marrang mbengok ngajerit ngegero pakiak sambat
terjepit: kagencet kajepit kegencet kejepit ketiban nakapii tagapit tajapik tasapi tatimpo
terkurung: kajebak kakurung kasarung katutupan kekunci niaka takuruang takurung tarungku
tertimbun: katimbun katimbunan katutup kaurug kaurugan kurugan tatimbo tatimbun
tetangga: dunsanak jiran subali tanggaku tanggane tatangga tatanggo tonggo tonggone
tiang: cagak tihang tonggak tunggak
tidak: boten dang degage enda enten henteu indak kada kadak mangele mboten nda ndak ndek ndok
  nenten ora taena tena teu tusing
tidur: attinro guring lalo lalok matinro modom mondok pules sare sirep tedung tinro turu
tikam: disuduk ditimpas ditujah ditujes ditusuak gajang manusuak nagajang nebek nitobo nitobok
  nyuduk sigajang sitobo sitobok suduk tebek timpas toblos tobo tobok tujah tusuak
tolong: banteun bantosan nulungi peutulong tolongan tolongi tolongo toloung tolungi tulong
  tulongan tulongi tulung tulungak tulungan tulungi tulungin tulungka tulunglah tumulung urupi
  urupia
uang: artos dhuwit doe dui hepeng pese picis pitih pitis
ular: oray oro ula ulara ulo
yang: ane anu ingkang iya nan nyang sane yg
"""


def translated(word: str) -> str:
    """Return the Indonesian word for one of another language; any other word as it is."""
    known = _KNOWN.get(word)
    if known or len(word) <= _SHORTEST:
        return known or word
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            if len(stem) >= _SHORTEST and stem in _KNOWN:
                return _KNOWN[stem]
    return word


def _read(table: str) -> dict[str, str]:
    """Return the table by the words that are translated; a row that is indented goes on."""
    rows = table.replace("\n  ", " ").strip().split("\n")
    pairs = [(words.split(), name) for name, _, words in (row.partition(":") for row in rows)]
    return {word: name for words, name in pairs for word in words}


_KNOWN = _read(_TABLE)
