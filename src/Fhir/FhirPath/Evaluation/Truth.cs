namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>A Boolean of three values (N1, section 6.5).</summary>
internal enum Truth
{
    Empty,
    False,
    True,
}

/// <summary>Between the two notations.</summary>
internal static class Truths
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Of(bool? value) => value is { } known ? Of(known) : Truth.Empty;

    public static Truth Not(this Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Empty,
    };
}
