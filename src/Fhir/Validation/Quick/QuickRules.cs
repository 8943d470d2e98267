using Carelake.Fhir.Definitions;
using Carelake.Fhir.FhirPath;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>A rule as a question to the tape.</summary>
/// <param name="Test">True when the element at a node satisfies the rule for certain.</param>
/// <param name="IsAlwaysSatisfied">What the rule asks is looked at elsewhere.</param>
/// <param name="Exact">The rule, when an element that does not satisfy it breaks it for certain; null when it may only be undecided.</param>
internal sealed record QuickRule(Func<Tape, int, bool> Test, bool IsAlwaysSatisfied = false, FhirConstraint? Exact = null);

/// <summary>
/// Makes rules ready: the few that need more than paths, comparisons and logic are written out, others are made from their FHIRPath, and of
/// what is left nothing is said.
/// </summary>
internal static class QuickRules
{
    private static readonly QuickRule Always = new((_, _) => true, IsAlwaysSatisfied: true);

    private static readonly QuickRule Never = new((_, _) => false);

    private static readonly Dictionary<string, QuickRule> Written = new(StringComparer.Ordinal)
    {
        // The reader keeps count of references, contained resources and narratives itself.
        ["ref-1"] = Always,
        ["dom-3"] = Always,
        ["dom-6"] = Always,
        ["txt-1"] = Always,
        ["txt-2"] = Always,
        ["con-3"] = new((tape, node) => tape.Child(node, "clinicalStatus"u8) >= 0),
        ["ctm-1"] = new((tape, node) => tape.Child(node, "onBehalfOf"u8) < 0),
        ["obs-7"] = new(ValueAndComponentsDiffer),
        ["org-1"] = new((tape, node) => tape.Child(node, "identifier"u8) >= 0 || tape.Child(node, "name"u8) >= 0),
        ["per-1"] = new((tape, node) => !tape.TryText(tape.Child(node, "start"u8), out var start) || !tape.TryText(tape.Child(node, "end"u8), out var end)
            ? !tape.IsUnsure
            : DateOrder.IsInOrder(start, end) == true),
        ["rat-1"] = new((tape, node) => (tape.Child(node, "numerator"u8) >= 0) == (tape.Child(node, "denominator"u8) >= 0)
            && (tape.Child(node, "numerator"u8) >= 0 || tape.Child(node, "extension"u8) >= 0)),
        ["rng-2"] = new((tape, node) => tape.Child(node, "low"u8) < 0 || tape.Child(node, "high"u8) < 0),
        ["tim-4"] = new((tape, node) => IsNotNegative(tape, tape.Child(node, "duration"u8))),
        ["tim-5"] = new((tape, node) => IsNotNegative(tape, tape.Child(node, "period"u8))),
        ["tim-9"] = new((tape, node) => tape.Child(node, "offset"u8) < 0),
    };

    /// <summary>The rule of a constraint.</summary>
    public static QuickRule Make(FhirConstraint constraint, QuickTables tables)
    {
        if (constraint.Native is not null && Written.TryGetValue(constraint.Key, out var written)) return written;
        if (constraint.Key == "rng-2") return Written["rng-2"];
        return FhirPathExpression.Parse(constraint.Expression).Value is { } expression && QuickExpression.Make(expression.Root, tables) is { } test
            ? new QuickRule((tape, node) => test.Test(tape, node) != FhirPath.Evaluation.Truth.False && !tape.IsUnsure, Exact: constraint)
            : Never;
    }

    private static bool IsNotNegative(Tape tape, int number) => number < 0 || tape.Raw(number)[0] != '-';

    // A component with the observation's own code stands in the place of a value. Codes alone are compared: when they differ, so do the codings.
    private static bool ValueAndComponentsDiffer(Tape tape, int node)
    {
        var code = tape.Child(tape.Resource, "code"u8);
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next)
            if (tape[child].Entry!.Element.Name == "component" && SharesCode(tape, tape.Child(child, "code"u8), code))
                return !HasValue(tape, node);
        return true;
    }

    private static bool HasValue(Tape tape, int node)
    {
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next)
            if (tape[child].Entry!.Element.Name == "value")
                return true;
        return false;
    }

    private static bool SharesCode(Tape tape, int concept, int other)
    {
        if (concept < 0 || other < 0) return false;
        for (var coding = concept + 1; coding < tape[concept].Next; coding = tape[coding].Next)
            for (var own = other + 1; own < tape[other].Next; own = tape[own].Next)
                if (IsCoding(tape, coding) && IsCoding(tape, own) && MayBeSame(tape, coding, own))
                    return true;
        return false;
    }

    private static bool IsCoding(Tape tape, int node) => tape[node].Kind == TapeKind.Object;

    private static bool MayBeSame(Tape tape, int coding, int other) =>
        !tape.TryText(tape.Child(coding, "code"u8), out var first) || !tape.TryText(tape.Child(other, "code"u8), out var second) || first.SequenceEqual(second);
}
