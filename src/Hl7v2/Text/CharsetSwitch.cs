using System.Text;

namespace Carelake.Hl7v2;

/// <summary>
/// What a <c>\C..\</c> or <c>\M..\</c> sequence switches to: the hex digits are those of the ISO 2022 sequence after its escape byte (HL7 v2.5.1
/// section 2.7.2).
/// </summary>
/// <param name="WebName">The encoding that reads the text that follows; empty for the message's own.</param>
/// <param name="SetsHighBit">The text is seven-bit (G0) where the encoding expects the same codes with the high bit (G1).</param>
internal sealed record CharsetSwitch(string WebName, bool SetsHighBit)
{
    private static readonly CharsetSwitch Own = new("", SetsHighBit: false);

    /// <summary><see langword="null"/> for a sequence that nobody knows.</summary>
    public static CharsetSwitch? Find(ReadOnlySpan<byte> digits) => Encoding.ASCII.GetString(digits).ToUpperInvariant() switch
    {
        "2842" or "284A" => Own,
        "2D41" => new("iso-8859-1", SetsHighBit: false),
        "2D42" => new("iso-8859-2", SetsHighBit: false),
        "2D43" => new("iso-8859-3", SetsHighBit: false),
        "2D44" => new("iso-8859-4", SetsHighBit: false),
        "2D4C" => new("iso-8859-5", SetsHighBit: false),
        "2D47" => new("iso-8859-6", SetsHighBit: false),
        "2D46" => new("iso-8859-7", SetsHighBit: false),
        "2D48" => new("iso-8859-8", SetsHighBit: false),
        "2D4D" => new("iso-8859-9", SetsHighBit: false),
        "2949" or "2849" => new("shift_jis", SetsHighBit: true),
        "2440" or "2442" or "242842" => new("euc-jp", SetsHighBit: true),
        "242943" => new("euc-kr", SetsHighBit: false),
        _ => null,
    };

    /// <summary>The text of a run of bytes after the switch.</summary>
    public string Read(ReadOnlySpan<byte> run, Encoding own)
    {
        if (WebName.Length == 0 || Charset.Find(WebName) is not { } encoding) return own.GetString(run);
        if (!SetsHighBit) return encoding.GetString(run);
        var high = run.ToArray();
        for (var index = 0; index < high.Length; index++)
            if (high[index] > 0x20) high[index] |= 0x80;
        return encoding.GetString(high);
    }
}
