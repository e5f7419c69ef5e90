"""A program of its own that writes one recording anew: standard input to standard output.

What a stranger sent is read by ffmpeg here and nowhere else, within limits of memory, time and
size, from a short list of formats and without a network. What comes out has one sound and one
picture track at most: no tags, chapters, subtitles, attachments or data, no name of a device, a
place or a moment. Sound is decoded and encoded; H.264 keeps its pictures and loses all else that
it may carry.

    python -m bot.media.media_cleaner FFMPEG FFPROBE (voice|video) SECONDS CPU_SECONDS
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from bot.media import process_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, UNUSABLE, LONG = 0, 3, 4  # exit codes
MEMORY_BYTES = 1536 * 1024 * 1024  # of addresses; its many libraries alone take a third
MOST_BYTES = 48_000_000  # of what comes out; a bot may send 50 MB
# What telephones record and Telegram sends, by how a file begins; the many others are none of our
# attack surface.
OGG, MP4, WEBM, MP3, WAV, AAC = "ogg", "mov", "matroska", "mp3", "wav", "aac"
SIGNS = ((b"OggS", OGG), (b"\x1aE\xdf\xa3", WEBM), (b"ID3", MP3), (b"RIFF", WAV))
FRAME_MASK, MP3_FRAME, AAC_FRAME = 0xF6, 0xF2, 0xF0  # of the second byte, after 0xff
CODECS = (
    "opus,libopus,vorbis,libvorbis,aac,mp3,mp3float,pcm_s16le,pcm_u8,flac,amrnb,amrwb,"
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,mpeg4"
)
KEPT_UNITS = "1-5|7-8"  # of H.264: pictures and what decodes them; no free text, no clock
PLAIN_PIXELS = frozenset({"yuv420p", "yuvj420p"})  # what every telephone plays
LONG_SIDE = 1280  # pixels, of pictures that have to be encoded
STRIPPED = (
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-dn", "-sn"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
SOUND = ("-c:a", "aac", "-b:a", "64k", "-ar", "48000")
VOICE = ("-map", "0:a:0", "-vn", *SOUND, "-ac", "1")
MP4_OUT = ("-movflags", "+faststart", "-empty_hdlr_name", "1", "-f", "mp4")
COPIED = ("-c:v", "copy", "-bsf:v", f"filter_units=pass_types={KEPT_UNITS}")
SIDES = f"'min({LONG_SIDE},iw)':'min({LONG_SIDE},ih)'"
SCALED = f"scale={SIDES}:force_original_aspect_ratio=decrease:force_divisible_by=2"
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-pix_fmt", "yuv420p")
ENCODED = (*H264, "-vf", SCALED, *COPIED[2:])


class NoRecordingError(Exception):
    """It is none of the formats that are read, is broken, or holds nothing to play."""


class LongError(Exception):
    """It plays longer than is taken."""


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """What is to be made of it: the programs, ``form`` voice or video, the longest in seconds."""

    ffmpeg: str
    ffprobe: str
    form: str
    longest_s: float


def main(arguments: Sequence[str]) -> int:
    """Limit this process and what it starts, clean, and return the exit code."""
    ffmpeg, ffprobe, form, longest, cpu = arguments
    process_limits.end_with_parent()
    process_limits.limit(memory_bytes=MEMORY_BYTES, cpu_s=int(cpu), file_bytes=MOST_BYTES)
    try:
        cleaned = clean(sys.stdin.buffer.read(), CleaningJob(ffmpeg, ffprobe, form, float(longest)))
    except LongError:
        return LONG
    except (NoRecordingError, subprocess.CalledProcessError, ValueError, KeyError):
        return UNUSABLE
    sys.stdout.buffer.write(cleaned)
    return OK


def clean(content: bytes, job: CleaningJob) -> bytes:
    """Return a recording written anew.

    Raises NoRecordingError or CalledProcessError for what is none, LongError for one that plays too
    long.
    """
    form = demuxer(content)
    with _unnamed() as source, _unnamed() as target:
        source.write(content)
        source.flush()
        streams = _streams(source, form, job)
        said = ["-i", _path(source), *_wanted(streams, job.form), *STRIPPED]
        limits = ("-t", str(job.longest_s), "-fs", str(MOST_BYTES), "-threads", "1")
        command = [*_reads(job.ffmpeg, form), *said, *limits, *MP4_OUT, "-y", _path(target)]
        _run(command, source, target)
        with open(_path(target), "rb") as written:  # noqa: PTH123 - it has no name
            cleaned = written.read()
    if not cleaned:
        raise NoRecordingError
    return cleaned


def demuxer(content: bytes) -> str:
    """Return the format of a file by how it begins. Raises NoRecordingError for any other."""
    if content[4:8] == b"ftyp":
        return MP4
    if content[:1] == b"\xff" and len(content) > 1:
        frame = content[1] & FRAME_MASK
        if frame in {MP3_FRAME, AAC_FRAME}:
            return MP3 if frame == MP3_FRAME else AAC
    for sign, name in SIGNS:
        if content.startswith(sign):
            return name
    raise NoRecordingError


def _streams(source: IO[bytes], form: str, job: CleaningJob) -> list[dict[str, Any]]:
    """Return what it holds. Raises LongError where it says that it plays too long."""
    shown = ("-show_entries", "format=duration:stream=codec_type,codec_name,pix_fmt", "-of", "json")
    said = json.loads(_run([*_reads(job.ffprobe, form), *shown, _path(source)], source))
    if float(said.get("format", {}).get("duration", 0)) > job.longest_s:
        raise LongError
    streams: list[dict[str, Any]] = said["streams"]
    return streams


def _wanted(streams: Sequence[dict[str, Any]], form: str) -> Sequence[str]:
    """Return what is taken of it, and how it is written."""
    if form == "voice":
        return VOICE
    picture = next((one for one in streams if one.get("codec_type") == "video"), None)
    if picture is None:
        raise NoRecordingError
    plain = picture.get("codec_name") == "h264" and picture.get("pix_fmt") in PLAIN_PIXELS
    written = COPIED if plain else ENCODED
    return ("-map", "0:v:0", "-map", "0:a:0?", *written, *SOUND, "-ac", "2")


def _reads(program: str, form: str) -> list[str]:
    """Return how a program is started: it asks nothing, and opens no other file and no address."""
    quiet = ["-nostdin"] if program.endswith("ffmpeg") else []
    bounds = ["-protocol_whitelist", "file", "-codec_whitelist", CODECS, "-threads", "1"]
    return [program, *quiet, "-hide_banner", "-v", "error", *bounds, "-f", form]


def _run(command: Sequence[str], *files: IO[bytes]) -> bytes:
    """Run a program that ends with this one, and return what it said."""
    return subprocess.run(  # noqa: S603 - without a shell; no word of it is a stranger's
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        pass_fds=[file.fileno() for file in files],
        preexec_fn=process_limits.end_with_parent,
    ).stdout


def _unnamed() -> IO[bytes]:
    """Return a file without a name, in memory where the system can: a kill leaves nothing of it."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("media"), "w+b")
    return tempfile.TemporaryFile()


def _path(file: IO[bytes]) -> str:
    """Return the name by which a program opens a file that it was given."""
    return f"/dev/fd/{file.fileno()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
