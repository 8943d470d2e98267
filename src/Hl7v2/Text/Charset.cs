using System.Text;

namespace Carelake.Hl7v2;

/// <summary>The character sets of table 0211, as MSH-18 names them, and what reads them.</summary>
internal static class Charset
{
    /// <summary>What is read when MSH-18 is empty and the bytes are no UTF-8, unless the reader's options say otherwise.</summary>
    public const string Fallback = "windows-1252";

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly Dictionary<string, string> WebNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["8859/1"] = "iso-8859-1", ["8859/2"] = "iso-8859-2", ["8859/3"] = "iso-8859-3", ["8859/4"] = "iso-8859-4", ["8859/5"] = "iso-8859-5",
        ["8859/6"] = "iso-8859-6", ["8859/7"] = "iso-8859-7", ["8859/8"] = "iso-8859-8", ["8859/9"] = "iso-8859-9", ["8859/15"] = "iso-8859-15",
        ["UNICODE UTF-8"] = "utf-8", ["UNICODE"] = "utf-8", ["UTF-8"] = "utf-8", ["UTF8"] = "utf-8",
        ["UNICODE UTF-16"] = "utf-16", ["UNICODE UTF-32"] = "utf-32",
        ["ISO IR14"] = "iso-2022-jp", ["ISO IR87"] = "iso-2022-jp", ["ISO IR159"] = "iso-2022-jp",
        ["GB 18030-2000"] = "gb18030", ["GB18030"] = "gb18030", ["KS X 1001"] = "euc-kr", ["CNS 11643-1992"] = "x-chinese-cns", ["BIG-5"] = "big5",
        ["CP1252"] = "windows-1252", ["WINDOWS-1252"] = "windows-1252", ["ISO-8859-1"] = "iso-8859-1",
    };

    /// <summary>The encoding of a name from table 0211 or of a registered name; <see langword="null"/> when nobody knows it.</summary>
    public static Encoding? Find(string name)
    {
        if (WebNames.TryGetValue(name.Trim(), out var webName)) name = webName;
        if (string.Equals(name, "utf-8", StringComparison.OrdinalIgnoreCase)) return Utf8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The second byte of a character can be a delimiter: such text is turned into UTF-8 before it is split. (In the others bytes below 0x80 are
    /// always ASCII.)
    /// </summary>
    public static bool HidesDelimiters(Encoding encoding) =>
        encoding.WebName is "gb18030" or "big5" or "x-chinese-cns" or "x-Chinese-CNS" or "iso-2022-jp" or "shift_jis" or "utf-16" or "utf-16BE" or "utf-32" or "utf-32BE";

    /// <summary>The encoding that a byte order mark declares, or that the zeros around an <c>M</c> betray; with the length of the mark.</summary>
    public static Encoding? FromMark(ReadOnlySpan<byte> bytes, out int markLength)
    {
        (var encoding, markLength) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [(byte)'M' or (byte)'F' or (byte)'B', 0, (byte)'S' or (byte)'H', 0, ..] => (Encoding.Unicode, 0),
            [0, (byte)'M' or (byte)'F' or (byte)'B', 0, (byte)'S' or (byte)'H', ..] => (Encoding.BigEndianUnicode, 0),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    public static bool IsWide(Encoding encoding) => encoding.WebName.StartsWith("utf-16", StringComparison.Ordinal) || encoding.WebName.StartsWith("utf-32", StringComparison.Ordinal);
}
