using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Sources that a table cannot say.</summary>
internal static class SourceFunctions
{
    private static readonly string[] PatientTypes = ["MR", "PI"];

    public static string Call(string name, MessageConversion conversion) => name switch
    {
        "patientKey" => PatientKey(conversion, "PID", 3),
        "priorPatientKey" => PriorPatientKey(conversion),
        "message" => conversion.Options.KeepsMessage ? Convert.ToBase64String(conversion.Message.Bytes.Span) : "",
        _ => "",
    };

    /// <summary>The record that MRG-1 names; empty when it is the patient's own.</summary>
    private static string PriorPatientKey(MessageConversion conversion)
    {
        var prior = PatientKey(conversion, "MRG", 1);
        return prior == PatientKey(conversion, "PID", 3) ? "" : prior;
    }

    /// <summary>
    /// The number that says who the patient is, with its authority: of the authority in the options, else the first of type MR or PI, else the first.
    /// </summary>
    private static string PatientKey(MessageConversion conversion, string segment, int field)
    {
        var numbers = (conversion.Segment(segment)?.Field(field) ?? []).Select(number => new V2Value(number)).Where(number => number.Part(1).HasValue).ToArray();
        if (numbers.Length == 0) return "";
        var authority = conversion.Options.PatientAuthority;
        var chosen = Array.FindIndex(numbers, number => authority.Length > 0 && IsOf(conversion, number, authority));
        if (chosen < 0) chosen = Array.FindIndex(numbers, number => PatientTypes.Contains(number.Part(5).Peek(), StringComparer.Ordinal));
        var key = numbers[Math.Max(chosen, 0)];
        return $"{key.Part(1).Peek()}|{conversion.Systems.Authority(key.Part(4))}";
    }

    private static bool IsOf(MessageConversion conversion, V2Value number, string authority) =>
        number.Part(4).Part(1).Peek() == authority || number.Part(4).Part(2).Peek() == authority
        || conversion.Systems.SystemOf(number.Part(4)) == authority;
}
