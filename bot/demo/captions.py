"""What is said beside the story, in Indonesian and English."""

from __future__ import annotations

CAPTIONS = {
    "night": {
        "id": "Malam di Kelurahan Karuwisi, Makassar. Daeng Ngalle jaga di poskamling.",
        "en": "Night in Karuwisi, a neighbourhood of Makassar. Daeng Ngalle is on watch.",
    },
    "report": {
        "id": "Ia menulis satu pesan biasa. Bot menyusun draf: jenis, tempat, waktu.",
        "en": "He writes one plain message. The bot makes a draft of it: what, where, when.",
    },
    "page": {
        "id": "Satu ketukan: laporan tersimpan, dan Bhabinkamtibmas dipanggil saat itu juga.",
        "en": "One tap: the report is stored, and the village's police officer is paged at once.",
    },
    "silence": {
        "id": "Lima menit berlalu tanpa jawaban. Wakilnya ikut dipanggil.",
        "en": "Five minutes pass without an answer. The deputy is paged as well.",
    },
    "accept": {
        "id": "Bripka Tayu menekan Saya tangani. Pelapor langsung tahu.",
        "en": "Bripka Tayu takes it. The reporter hears of it at once.",
    },
    "way": {
        "id": "Menuju lokasi. Kartu di semua telepon menunjukkan keadaan terbaru.",
        "en": "On the way. The card on every phone shows the newest state.",
    },
    "close": {
        "id": "Selesai, dengan hasilnya. Kalau belum beres, pelapor bisa membukanya lagi.",
        "en": "Done, with an outcome. If it is not, the reporter can open it again.",
    },
    "burst": {
        "id": "20 warga lain menulis, dan proses bot dimatikan paksa. Tidak ada yang hilang.",
        "en": "20 other people write, and the bot's process is killed meanwhile. Nothing is lost.",
    },
    "morning": {
        "id": "Pukul 06.00: laporan harian untuk petugas. Nihil dan tanpa laporan dibedakan.",
        "en": "6 a.m.: the officer's daily digest. All quiet and no reports are different things.",
    },
    "summary": {
        "id": "Koordinator meminta ringkasan mingguan seluruh kota.",
        "en": "The coordinator asks for the weekly summary of the whole city.",
    },
    "end": {
        "id": "Selesai. Telepon ini sekarang milik Anda: tulis, tekan, coba.",
        "en": "The end. The phones are yours now: write, press, try.",
    },
}
FIRE_CAPTIONS = {
    "fire_one": {
        "id": "Daeng Ngalle melaporkan kebakaran. Bhabinkamtibmas dipanggil saat itu juga.",
        "en": "Daeng Ngalle reports a fire. The village's police officer is paged at once.",
    },
    "fire_asked": {
        "id": "Setelah terkirim, bot bertanya: masih ada orang di dalam? Jawabannya di kartu.",
        "en": "Once it is sent, the bot asks: is anybody inside? The answer is on the card.",
    },
    "fire_two": {
        "id": "Tetangga melaporkan api yang sama. Tidak ada panggilan kedua: kartunya menghitung.",
        "en": "A neighbour reports the same fire. No second page: the card counts the reporters.",
    },
    "fire_answer": {
        "id": "Aipda Rannu menekan Saya tangani. Kedua pelapor langsung tahu.",
        "en": "Aipda Rannu takes it. Both reporters hear of it at once.",
    },
    "fire_question": {
        "id": "Petugas bertanya lewat bot, pelapor menjawab. Nama dan akun tidak terlihat.",
        "en": "The officer asks through the bot, the reporter answers. No name, no account.",
    },
    "fire_over": {
        "id": "Selesai, satu kejadian. Keduanya bisa membukanya lagi kalau belum beres.",
        "en": "Done, one incident. Either of them can open it again if it is not over.",
    },
    "end": CAPTIONS["end"],
}
MEETING_CAPTIONS = {
    "meeting_asks": {
        "id": "Rapat Senin. Ibu Kanang meminta angka minggu lalu seluruh kota.",
        "en": "Monday's meeting. Ibu Kanang asks for last week's figures of the whole city.",
    },
    "meeting_details": {
        "id": "Rincian: jenis, wilayah, hari dan jam. Semuanya di pesan yang sama.",
        "en": "Details: kinds, places, days and hours, all in the same message.",
    },
    "meeting_trend": {
        "id": "Gambar: dua belas minggu sekilas. Ketuk gambarnya untuk memperbesar.",
        "en": "A picture: twelve weeks at a glance. Tap it to enlarge it.",
    },
    "meeting_map": {
        "id": "Peta kota, diwarnai menurut kejadian, di tempat gambar yang tadi.",
        "en": "The city's map, shaded by incidents, in the place of that picture.",
    },
    "meeting_pdf": {
        "id": "Dokumen: PDF dengan kop dan tempat tanda tangan, siap dicetak.",
        "en": "A document: PDF with a letterhead and room for signatures, ready to print.",
    },
    "meeting_table": {
        "id": "Excel untuk diolah lagi. Angkanya sama di pesan, gambar, dan dokumen.",
        "en": "Excel to go on with. The figures are the same in message, picture and file.",
    },
    "end": CAPTIONS["end"],
}
