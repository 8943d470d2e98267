using System.Text;

namespace Carelake.Hl7v2;

/// <summary>The three characters that name a segment, as one number.</summary>
internal static class SegmentId
{
    public const uint Msh = 'M' << 16 | 'S' << 8 | 'H';
    public const uint Fhs = 'F' << 16 | 'H' << 8 | 'S';
    public const uint Bhs = 'B' << 16 | 'H' << 8 | 'S';
    public const uint Bts = 'B' << 16 | 'T' << 8 | 'S';
    public const uint Fts = 'F' << 16 | 'T' << 8 | 'S';
    public const uint Add = 'A' << 16 | 'D' << 8 | 'D';

    private static readonly string[] Known =
    [
        "MSH", "EVN", "PID", "PD1", "PV1", "PV2", "NK1", "OBX", "OBR", "ORC", "NTE", "AL1", "DG1", "PR1", "GT1", "IN1", "IN2", "IN3", "MSA", "ERR",
        "FT1", "DRG", "SCH", "RGS", "AIS", "AIG", "AIL", "AIP", "TXA", "SPM", "ROL", "MRG", "DB1", "ACC", "UB1", "UB2", "RXA", "RXE", "RXO", "RXR",
        "RXC", "TQ1", "TQ2", "SFT", "FHS", "BHS", "BTS", "FTS", "ZBE", "NPU", "IAM", "CTI", "DSC", "PDA", "TCD", "SID", "PRB", "GOL",
    ];

    private static readonly Dictionary<uint, string> Names = Known.ToDictionary(name => Pack(Encoding.ASCII.GetBytes(name)));

    /// <summary>Zero for anything that is not three bytes long.</summary>
    public static uint Pack(ReadOnlySpan<byte> id) => id.Length == 3 ? (uint)(id[0] << 16 | id[1] << 8 | id[2]) : 0;

    /// <summary>Zero for anything that is not three letters and digits.</summary>
    public static uint Pack(ReadOnlySpan<char> id) =>
        id.Length == 3 && char.IsAscii(id[0]) && char.IsAscii(id[1]) && char.IsAscii(id[2]) ? (uint)(id[0] << 16 | id[1] << 8 | id[2]) : 0;

    public static string Name(uint id) =>
        Names.TryGetValue(id, out var name) ? name
        : IsWellFormed(id) ? string.Create(3, id, static (text, packed) => (text[0], text[1], text[2]) = ((char)(packed >> 16), (char)(packed >> 8 & 0xFF), (char)(packed & 0xFF)))
        : "";

    /// <summary>The segments that declare delimiters.</summary>
    public static bool IsHeader(uint id) => id is Msh or Fhs or Bhs;

    /// <summary>An upper-case letter, then letters or digits (HL7 v2.5.1 section 2.5.1).</summary>
    public static bool IsWellFormed(uint id) =>
        char.IsAsciiLetterUpper((char)(id >> 16)) && IsUpperOrDigit((char)(id >> 8 & 0xFF)) && IsUpperOrDigit((char)(id & 0xFF));

    private static bool IsUpperOrDigit(char sign) => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign);
}
