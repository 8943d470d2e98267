using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Carelake.Access.Audit;

/// <summary>Names of the files of a log, and how records stand in theirs: four bytes of length, little-endian, then the record.</summary>
internal static class AuditFiles
{
    public const string Records = "records.log";
    public const string Offsets = "records.offsets";
    public const string Checkpoints = "checkpoints.log";
    public const string PublicKey = "signing-key.pub.pem";
    public const int LengthBytes = 4;

    /// <summary>Longer than any record, so that a damaged length is noticed.</summary>
    public const int MaximumRecordBytes = 1 << 20;

    /// <summary>Every whole record from the start, with where it ends.</summary>
    public static IEnumerable<(byte[] Record, long End)> Read(SafeFileHandle file)
    {
        using var stream = new FileStream(new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 1 << 20);
        stream.Position = 0;
        foreach (var item in Read(stream)) yield return item;
    }

    /// <inheritdoc cref="Read(SafeFileHandle)"/>
    public static IEnumerable<(byte[] Record, long End)> Read(Stream stream)
    {
        var prefix = new byte[LengthBytes];
        long end = 0;
        while (stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false) == LengthBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (length is < 1 or > MaximumRecordBytes) yield break;
            var record = new byte[length];
            if (stream.ReadAtLeast(record, length, throwOnEndOfStream: false) < length) yield break;
            end += LengthBytes + length;
            yield return (record, end);
        }
    }

    /// <summary>The signed checkpoints of a folder, in order; lines that are none are <see langword="null"/>.</summary>
    public static List<Checkpoint?> ReadCheckpoints(string folder)
    {
        var file = Path.Combine(folder, Checkpoints);
        return File.Exists(file) ? [.. File.ReadAllLines(file).Where(line => line.Length > 0).Select(Checkpoint.Parse)] : [];
    }
}
