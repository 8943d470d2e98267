namespace Carelake.Fhir.Validation.Quick;

/// <summary>Codes of an element beside a value set that is wholly known.</summary>
internal static class QuickCodes
{
    /// <summary>One of the codes is in the set; also where a reason stands in the place of codes.</summary>
    public static bool IsIn(CodeTable codes, Tape tape, int node)
    {
        switch (tape[node].Type.Info.Name)
        {
            case "CodeableConcept": return ConceptIsIn(codes, tape, node);
            case "Coding" or "Quantity": return CodingIsIn(codes, tape, node);
            default: return tape.TryText(node, out var code) && codes.Contains(code);
        }
    }

    /// <summary>A code and its system, or a code alone.</summary>
    public static bool CodingIsIn(CodeTable codes, Tape tape, int node)
    {
        if (!tape.TryText(tape.Child(node, "code"u8), out var code)) return false;
        var system = tape.Child(node, "system"u8);
        return system < 0 ? codes.Contains(code) : tape.TryText(system, out var url) && codes.Contains(url, code);
    }

    private static bool ConceptIsIn(CodeTable codes, Tape tape, int node)
    {
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next)
            if (tape[child].Type.Kind == QuickKind.Coding && CodingIsIn(codes, tape, child))
                return true;
        return false;
    }
}
