using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>What becomes an ERR segment (HL7 v2.5.1 section 2.15.5).</summary>
/// <param name="Code">Table 0357: 100 segment sequence, 101 required field missing, 102 data type, 103 table value, 200 to 203 unsupported, 207 internal.</param>
/// <param name="Severity">ERR-4: E, W or I.</param>
/// <param name="Path">The place; <see langword="null"/> for the whole message.</param>
/// <param name="ApplicationCode">ERR-5: the product's own code, such as <c>HL7-0101</c>; empty for none.</param>
/// <param name="Message">ERR-8, for a person; never quotes the value.</param>
public sealed record MessageError(int Code, Severity Severity, Hl7Path? Path, string ApplicationCode, string Message)
{
    /// <summary>What table 0357 calls the code; empty for one that it does not have.</summary>
    public static string NameOf(int code) => code switch
    {
        0 => "Message accepted",
        100 => "Segment sequence error",
        101 => "Required field missing",
        102 => "Data type error",
        103 => "Table value not found",
        104 => "Value too long",
        200 => "Unsupported message type",
        201 => "Unsupported event code",
        202 => "Unsupported processing id",
        203 => "Unsupported version id",
        204 => "Unknown key identifier",
        205 => "Duplicate key identifier",
        206 => "Application record locked",
        207 => "Application internal error",
        _ => "",
    };

    /// <summary>ERR-2: segment, its occurrence, field, repetition, component, subcomponent, without what the path does not name.</summary>
    internal string Location()
    {
        if (Path is not { } path) return "";
        int[] numbers = [path.Field, path.Repetition, path.Component, path.Subcomponent];
        if (path.Component > 0 && path.Repetition == 0) numbers[1] = 1;
        var last = Array.FindLastIndex(numbers, number => number > 0);
        return string.Join('^', new[] { path.Segment, $"{path.Occurrence}" }.Concat(numbers.Take(last + 1).Select(number => $"{number}")));
    }
}
