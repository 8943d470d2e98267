using System.Buffers.Binary;
using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Delta.DeletionVectors;

/// <summary>Deletion vectors in a table's folder: small ones inside the log, others in files of many vectors each.</summary>
public static class DeletionVectorStore
{
    private const byte FileVersion = 1;

    // An inline vector costs no file and no sync, but is copied into every checkpoint.
    private const int LargestInlineBytes = 256;
    private const int UuidLetters = 20;

    /// <summary>The vector that a descriptor speaks of.</summary>
    /// <param name="tableFolder">Full path of the table's folder.</param>
    /// <param name="descriptor">From the file's add action; <see langword="null"/> gives the empty vector.</param>
    /// <exception cref="CarelakeException">DELTA-0102: the vector is missing, damaged or of a kind that is not known.</exception>
    public static DeletionVector Read(string tableFolder, DeletionVectorDescriptor? descriptor)
    {
        if (descriptor is null) return DeletionVector.Empty;
        var place = tableFolder;
        try
        {
            if (descriptor.StorageType == "i")
                return RoaringBitmapArray.Parse(Z85.Decode(descriptor.PathOrInlineDv).AsSpan(0, descriptor.SizeBytes));
            place = FilePath(tableFolder, descriptor);
            return RoaringBitmapArray.Parse(ReadBytes(place, descriptor));
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentOutOfRangeException)
        {
            throw new CarelakeException(
                "DELTA-0102", "A deletion vector cannot be read: without it, deleted rows would come back.", place,
                "Restore the file from a backup, or read an older version of the table.", e);
        }
    }

    /// <summary>Full path of the file that holds a vector.</summary>
    /// <exception cref="FormatException">The vector is inline, or of a kind that is not known.</exception>
    public static string FilePath(string tableFolder, DeletionVectorDescriptor descriptor)
    {
        var text = descriptor.PathOrInlineDv;
        if (descriptor.StorageType == "p") return LogPath.Resolve(tableFolder, text);
        if (descriptor.StorageType != "u" || text.Length < UuidLetters) throw new FormatException("Unknown deletion vector storage.");
        var id = new Guid(Z85.Decode(text.AsSpan(text.Length - UuidLetters)), bigEndian: true);
        return Path.Combine(tableFolder, text[..^UuidLetters], FileName(id));
    }

    /// <summary>Makes vectors durable, so that a commit may name them. Writes at most one file.</summary>
    /// <param name="tableFolder">Full path of the table's folder.</param>
    /// <param name="vectors">None of them empty.</param>
    /// <returns>Descriptors in the order of the vectors.</returns>
    public static IReadOnlyList<DeletionVectorDescriptor> Write(string tableFolder, IReadOnlyList<DeletionVector> vectors)
    {
        var id = Guid.NewGuid();
        var descriptors = new List<DeletionVectorDescriptor>(vectors.Count);
        using var file = new MemoryStream();
        file.WriteByte(FileVersion);
        foreach (var vector in vectors)
        {
            var bytes = RoaringBitmapArray.Serialize(vector);
            var isInline = bytes.Length <= LargestInlineBytes;
            descriptors.Add(new DeletionVectorDescriptor
            {
                StorageType = isInline ? "i" : "u",
                PathOrInlineDv = Z85.Encode(isInline ? bytes : id.ToByteArray(bigEndian: true)),
                Offset = isInline ? null : checked((int)file.Length),
                SizeBytes = bytes.Length,
                Cardinality = vector.Cardinality,
            });
            if (!isInline) Append(file, bytes);
        }

        if (file.Length > 1) WriteDurably(Path.Combine(tableFolder, FileName(id)), file);
        return descriptors;
    }

    private static string FileName(Guid id) => $"deletion_vector_{id:D}.bin";

    private static void Append(MemoryStream file, byte[] vector)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, vector.Length);
        file.Write(number);
        file.Write(vector);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(vector));
        file.Write(number);
    }

    private static void WriteDurably(string path, MemoryStream content)
    {
        using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(handle, content.GetBuffer().AsSpan(0, (int)content.Length), 0);
        RandomAccess.FlushToDisk(handle);
    }

    private static byte[] ReadBytes(string path, DeletionVectorDescriptor descriptor)
    {
        using var handle = File.OpenHandle(path);
        var bytes = new byte[descriptor.SizeBytes + (2 * sizeof(int))];
        if (RandomAccess.Read(handle, bytes, descriptor.Offset ?? 1) != bytes.Length)
            throw new FormatException("The file of deletion vectors ends too early.");
        var vector = bytes[sizeof(int)..^sizeof(int)];
        var isWhole = BinaryPrimitives.ReadInt32BigEndian(bytes) == vector.Length
            && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(bytes.Length - sizeof(int))) == Crc32.Of(vector);
        return isWhole ? vector : throw new FormatException("The checksum of a deletion vector is wrong.");
    }
}
