"""What the cast writes to the bot, where, how often, and what has its place in the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.demo.characters import KARUWISI_UTARA, PAMPANG, PANAIKANG, SINRIJALA, TAMAMAUNG, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Mapping


PLACES = (
    *("RT 02 RW 01", "RT 03 RW 04", "RT 05 RW 02", "Lorong 3", "Lorong 6", "pinggir kanal"),
    *("Lorong 9 dekat pos ronda", "belakang pasar", "depan masjid", "samping lapangan", "dekat SD"),
    "pertigaan depan warung kopi",
)
# By category; the bot itself would guess it from each of them. {n}: a few people.
LINES: Mapping[str, tuple[str, ...]] = {
    "balap_bising": (
        "Anak motor knalpot brong lewat terus di {place}, bayi jadi bangun.",
        "Balapan liar di {place}, sekitar {n} motor, sudah dari tadi.",
        "Musik keras di {place}, sudah lewat jam istirahat. Tolong diingatkanki, Pak.",
        "Karaoke malam di {place} berisik sekali, warga tidak bisa tidur.",
        "Adami lagi balap liar di {place}, ditonton banyak orang.",
        "Bising sekali acara di {place}, padahal besok anak-anak sekolah.",
    ),
    "pencurian": (
        "Rumah kosong di {place} dibobol maling, jendelanya dicongkel.",
        "Warung di {place} kemalingan, dua tabung gas dan rokok diambil.",
        "HP dicuri waktu ditaruh di teras, {place}. Baru tadi.",
        "Ada maling masuk rumah di {place}, warga sementara kejar.",
        "Helm dan jaketku dicuri di {place}, cuma ditinggal sebentar.",
        "Pompa air tetangga dicuri di {place}, pagarnya dibobol.",
    ),
    "miras_judi": (
        "Pesta ballo di {place}, sekitar {n} orang, ribut sekali.",
        "Anak muda minum miras di {place}, botolnya berserakan.",
        "Orang mabuk teriak-teriak di {place}, {n} orang, warga tidak berani lewat.",
        "Judi domino uang di {place}, tiap malam begini terus.",
        "Ada yang mabuk sambil pegang badik di {place}, warga takutmi.",
        "Sabung ayam lagi di {place}, ramai sekali.",
    ),
    "sanitasi": (
        "Sampah di {place} menumpuk sudah tiga hari, baunya sampai ke rumah.",
        "Got tersumbat di {place}, baunya sampai ke jalan.",
        "Selokan di {place} penuh, banyak jentik. Kapan dibersihkan?",
        "Ada yang buang limbah di {place}, bau busuk dari pagi.",
        "Air PDAM di {place} tidak mengalir sejak kemarin.",
    ),
    "orang_mencurigakan": (
        "Ada orang mencurigakan di {place}, naik motor tanpa pelat, dua orang.",
        "Orang tidak dikenal mondar-mandir di {place}, lihat-lihat rumah kosong.",
        "Dua orang pakai jaket hitam mengintai dari {place}.",
        "Mobil gelap berhenti lama di {place}, gerak-geriknya mencurigakan.",
        "Ada yang mengendap di {place}, lari waktu disenter.",
    ),
    "fasum": (
        "Lampu jalan mati di {place}, gelap sekali kalau malam.",
        "Jalan berlubang di {place}, kemarin hampir ada yang jatuh.",
        "Perlu perantingan pohon di {place}, dahannya sudah kena kabel.",
        "Parkir liar di {place}, ambulans susah lewat.",
    ),
    "tawuran": (
        "Anak-anak tawuran di {place}, sudah ada yang pakai busur.",
        "Perang kelompok di {place}, saling serang pakai busur dan batu.",
        "Geng motor masuk di {place}, lempar batu ke rumah warga.",
        "Dua kelompok baku lempar di {place}, ada yang kena busur di kaki.",
        "Anak muda berkumpul di {place}, katanya malam ini mau tawuran.",
    ),
    "laka": (
        "Kecelakaan di {place}, motor lawan pete-pete, satu orang luka.",
        "Tabrakan dua motor di {place}, macetmi.",
        "Pejalan kaki ditabrak motor di {place}, penabraknya kabur.",
        "Orang terjatuh dari motor di {place}, jalannya licin.",
    ),
    "kebakaran": (
        "Kebakaran di {place}, dari dapur, tolong cepat!",
        "Ada asap tebal dari rumah kosong di {place}.",
        "Korsleting di tiang listrik {place}, ada percikan api.",
        "Kebakaranmi di {place}, warga siram pakai ember.",
    ),
    "curanmor": (
        "Motor hilang di {place}, matik hitam, baru diparkir sebentar.",
        "Motor dicuri di {place}, kuncinya dirusak. Baru kelihatan sekarang.",
        "Motor digondol dari {place}, cuma ditinggal ngopi sebentar.",
    ),
    "konflik_warga": (
        "Dua tetangga cekcok soal parkir di {place}, sudah mulai saling serang.",
        "Sengketa batas tanah di {place}, mohon dimediasi.",
        "Warga bertengkar soal iuran di {place}, saling ancam.",
    ),
    "penipuan": (
        "Ada yang mengaku petugas bank minta kode dan mengancam, warga di {place} tertipu.",
        "Arisan bodong di {place}, uangnya tidak kembali.",
        "Debt collector pinjol datang ke {place}, bikin takut anak-anak.",
    ),
    "pungli_preman": (
        "Dipalak di {place} waktu antar barang, dua orang.",
        "Pedagang di {place} diminta setoran paksa tiap minggu.",
        "Pungli bongkar muat di {place}, sopir mengeluh.",
    ),
    "curas": (
        "Tas dijambret di {place}, pelaku dua orang naik motor.",
        "Begal di {place}, motornya warga mau dirampas.",
    ),
    "penganiayaan": (
        "Ada yang dikeroyok di {place}, kepalanya berdarah.",
        "Baku pukul di {place}, sudah dipisah tapi masih panas.",
    ),
    "bencana": (
        "Banjir selutut di {place}, lansia perlu dievakuasi.",
        "Pohon tumbang di {place}, kabel listrik putus.",
        "Angin kencang, atap dua rumah terangkat di {place}.",
    ),
    "ternak_kebun": (
        "Ular masuk rumah di {place}, besar, warga tidak berani.",
        "Dua kambing hilang di {place}, kandangnya terbuka.",
    ),
    "massa": ("Unjuk rasa di {place}, sekitar {n} orang, tertibji.",),
    "lain": (
        "Dompet ditemukan di {place}, saya titip di pos ronda.",
        "Mau tanya, kapan jadwal ronda di {place} dibagikan?",
    ),
    # The two that nobody but their recipients reads.
    "kdrt_anak": ("Ada ibu dipukul suami di {place}, anaknya menangis. Mohon dirahasiakan.",),
    "orang_hilang_odgj": ("Anak umur 7 tahun belum pulang mengaji, terakhir di {place}.",),
}
# How often it happens by day and after dark; what is not here happens by the plot alone.
OFTEN: Mapping[str, tuple[int, int]] = {
    "balap_bising": (4, 27), "pencurian": (11, 7), "miras_judi": (2, 18), "sanitasi": (15, 1),
    "orang_mencurigakan": (3, 13), "fasum": (9, 2), "tawuran": (0, 4), "laka": (5, 3),
    "kebakaran": (2, 1), "curanmor": (3, 2), "konflik_warga": (4, 2), "penipuan": (4, 0),
    "pungli_preman": (4, 1), "curas": (0, 1), "penganiayaan": (1, 2), "bencana": (1, 1),
    "ternak_kebun": (2, 1), "massa": (1, 0), "lain": (3, 1),
}  # fmt: skip
# And how often where.
SHARES: Mapping[str, int] = {
    VILLAGE: 36, KARUWISI_UTARA: 18, SINRIJALA: 14, PANAIKANG: 14, PAMPANG: 12, TAMAMAUNG: 8,
}  # fmt: skip


class Scene(NamedTuple):
    """Something that has its place in the plot."""

    weeks_ago: int
    weekday: int  # 0: Monday
    hour: float
    category: str
    village: str


RISING = "curanmor"  # more of it last week: the summary has something to show
PLOT = (
    Scene(5, 2, 21.4, "kdrt_anak", VILLAGE),
    Scene(1, 1, 19.2, RISING, VILLAGE),
    Scene(1, 3, 5.1, RISING, KARUWISI_UTARA),
    Scene(1, 4, 18.6, "orang_hilang_odgj", SINRIJALA),
    Scene(1, 5, 23.3, RISING, VILLAGE),
    Scene(1, 6, 4.7, RISING, SINRIJALA),
)
