namespace Carelake.Cli.Verbs;

/// <summary>How the files of a format are told from others that lie in the same folder: by their first bytes, or by an ending that only they have.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Endings">Endings of file names that are believed whatever the bytes are, so that a broken file is not passed over.</param>
/// <param name="Begins">The first bytes, without byte order mark and white space, are of the format.</param>
/// <param name="Word">What else stands somewhere in the file; empty for nothing.</param>
internal sealed record FormatKind(string Name, string[] Endings, Func<ReadOnlySpan<byte>, bool> Begins, byte[] Word)
{
    private const int HeadBytes = 64 << 10;

    public static FormatKind X12 { get; } = new("X12", [".x12", ".edi", ".837", ".835", ".270", ".271", ".276", ".277", ".278", ".834", ".820", ".999"], start => start.StartsWith("ISA"u8), []);

    public static FormatKind Hl7 { get; } = new(
        "HL7 v2", [".hl7", ".er7"], start => start.StartsWith("MSH"u8) || start.StartsWith("FHS"u8) || start.StartsWith("BHS"u8), []);

    public static FormatKind Fhir { get; } = new("FHIR in JSON", [".ndjson", ".jsonl"], start => start.StartsWith("{"u8), [.. "\"resourceType\""u8]);

    public static FormatKind Ccda { get; } = new("C-CDA", [], start => start.StartsWith("<"u8), [.. "ClinicalDocument"u8]);

    /// <summary>What <c>x12 to-json</c> writes.</summary>
    public static FormatKind X12Json { get; } = new("JSON of X12", [".json", ".ndjson"], start => start.StartsWith("{"u8), [.. "carelake-x12-json"u8]);

    /// <summary>A file is of the format.</summary>
    public bool Is(string path)
    {
        if (Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return true;
        using var stream = File.OpenRead(path);
        var buffer = new byte[HeadBytes];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (!Begins(Start(buffer.AsSpan(0, count)))) return false;
        return Word.Length == 0 || Holds(stream, buffer, count);
    }

    // UTF-16 puts a zero before or after each letter that matters here.
    private static byte[] Start(ReadOnlySpan<byte> head)
    {
        const int Longest = 256;
        var start = new List<byte>();
        foreach (var letter in head[..Math.Min(head.Length, Longest)])
            if (letter is not (0 or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF) && (start.Count > 0 || letter > (byte)' '))
                start.Add(letter);
        return [.. start];
    }

    private bool Holds(Stream stream, byte[] buffer, int count)
    {
        while (true)
        {
            if (buffer.AsSpan(0, count).IndexOf(Word) >= 0) return true;
            // The word may lie across the end of the buffer.
            var kept = Math.Min(count, Word.Length - 1);
            buffer.AsSpan(count - kept, kept).CopyTo(buffer);
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            if (read == 0) return false;
            count = kept + read;
        }
    }
}
