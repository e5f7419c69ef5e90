"""What is said of each command, in Telegram's menu beside the text field and in the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    # Of roles (None: a stranger) and language: name and words of each command that is open to them.
    Commands = Callable[[Sequence[str] | None, str], list[dict[str, str]]]

COMMANDS: Mapping[str, str] = {
    "tugas": mark("Laporan yang belum selesai"),
    "laporan": mark("Semua laporan di wilayah Anda"),
    "jaga": mark("Mulai jaga, lepas jaga, siapa pengganti"),
    "uji": mark("Coba bunyi panggilan di HP Anda"),
    "aman": mark("Laporan situasi ronda"),
    "ringkasan": mark("Ringkasan mingguan"),
    "atur": mark("Jam laporan harian dan mingguan"),
    "undang": mark("Kode untuk anggota baru"),
    "petugas": mark("Petugas dan panggilan di wilayah Anda"),
    "poster": mark("Poster untuk papan pengumuman"),
    "lapor": mark("Menulis laporan"),
    "darurat": mark("Bahaya sekarang: langsung ke petugas"),
    "laporanku": mark("Laporan saya dan keadaannya"),
    "start": mark("Mulai; peran dan desa/kelurahan Anda"),
    "bantuan": mark("Bantuan"),
    "privasi": mark("Bagaimana data Anda dipakai"),
    "bahasa": mark("Ganti bahasa"),
    "dataku": mark("Salinan data Anda"),
    "hapus": mark("Hapus semua data Anda"),
    "batal": mark("Batalkan yang belum terkirim"),
}
