using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>Tells which slice an element belongs to, by the same reading of a profile as <see cref="SliceMatcher"/>.</summary>
internal sealed class QuickSlicing
{
    private readonly List<(int Own, ImmutableArray<Func<Tape, int, bool>> Tests)> _slices = [];

    private QuickSlicing(bool isClosed) => IsClosed = isClosed;

    /// <summary>Nothing is allowed that is in no slice.</summary>
    public bool IsClosed { get; }

    /// <summary>A discriminator asks for what is not known here.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The slices of a node; null when the profile gives no way to tell them apart, so that nothing can be said of them.</summary>
    public static QuickSlicing? Of(ProfileNode node, FhirProfile profile, QuickTables tables)
    {
        var described = SliceMatcher.Described(tables.Validator, profile, node);
        var slicing = described?.Slicing;
        if (slicing is null or { Discriminators.IsEmpty: true })
            return node.Name is "extension" or "modifierExtension" || slicing is null ? new QuickSlicing(isClosed: false) { IsOpen = true } : null;
        if (SliceMatcher.Of(tables.Validator, profile, node, isChoice: false, 0) is null) return null;
        var result = new QuickSlicing(slicing.IsClosed);
        for (var index = 0; index < node.Slices.Count; index++)
            result.Add(index, node.Slices[index], described!.FindSlice(node.Slices[index].Name), slicing, tables);
        foreach (var inherited in described!.Slices)
            if (node.FindSlice(inherited.Name) is null)
                result.Add(-1, inherited, null, slicing, tables);
        return result;
    }

    /// <summary>Index of the slice among the node's own; -1 for none of these.</summary>
    public int Find(Tape tape, int item, out bool isInAny)
    {
        foreach (var (own, tests) in _slices)
        {
            if (!All(tests, tape, item)) continue;
            isInAny = true;
            return own;
        }
        isInAny = false;
        return -1;
    }

    private static bool All(ImmutableArray<Func<Tape, int, bool>> tests, Tape tape, int item)
    {
        foreach (var test in tests)
            if (!test(tape, item))
                return false;
        return true;
    }

    private void Add(int own, ProfileNode slice, ProfileNode? inherited, Slicing slicing, QuickTables tables)
    {
        // The slice that says itself how it is told apart; one that only narrows another, as that one says.
        var teller = SliceMatcher.Tells(tables.Validator, slice, slicing) ? slice : inherited;
        if (teller is null || !SliceMatcher.Tells(tables.Validator, teller, slicing)) return;
        if (Tests(teller, slicing, tables) is { } known) _slices.Add((own, known));
        else IsOpen = true;
    }

    private static ImmutableArray<Func<Tape, int, bool>>? Tests(ProfileNode slice, Slicing slicing, QuickTables tables)
    {
        var tests = ImmutableArray.CreateBuilder<Func<Tape, int, bool>>();
        foreach (var (kind, path) in slicing.Discriminators)
        {
            var steps = DiscriminatorPath.Parse(path);
            if (steps.Any(step => step.Contains('(', StringComparison.Ordinal))) return null;
            if (Test(slice, kind, steps, tables) is not { } test) return null;
            tests.Add(test);
        }
        return tests.ToImmutable();
    }

    private static Func<Tape, int, bool>? Test(ProfileNode slice, string kind, ImmutableArray<string> steps, QuickTables tables) => kind switch
    {
        "value" or "pattern" => ValueTest(slice, steps, tables),
        "exists" => Below(slice, steps) is { } node ? Follows(steps, tables, (_, _) => true, isWanted: node.Max > 0) : null,
        "type" => Below(slice, steps) is { Types: { IsEmpty: false } types } ? Follows(steps, tables, (tape, item) => types.Any(type => tape[item].Type.Info.Is(type.Code))) : null,
        _ => null,
    };

    private static ProfileNode? Below(ProfileNode node, ImmutableArray<string> steps)
    {
        var below = node;
        foreach (var step in steps) below = below?.FindChild(step);
        return below;
    }

    // The nearest node on the way that fixes something.
    private static Func<Tape, int, bool>? ValueTest(ProfileNode slice, ImmutableArray<string> steps, QuickTables tables)
    {
        var node = slice;
        for (var length = 0; node is not null; length++)
        {
            if (Fits(node, tables) is { } test) return Follows(steps[..length], tables, test);
            if (length == steps.Length) return null;
            node = node.FindChild(steps[length]);
        }
        return null;
    }

    private static Func<Tape, int, bool>? Fits(ProfileNode node, QuickTables tables)
    {
        if (QuickPattern.Of(node.Fixed, isExact: true) is { } exact) return exact.Fits;
        if (QuickPattern.Of(node.Pattern, isExact: false) is { } pattern) return pattern.Fits;
        if (node.FindChild("coding") is { } coding && Parts(coding.Slices.Count == 1 ? coding.Slices[0] : coding) is { Count: > 0 } parts)
        {
            var (name, fixedParts) = (tables.NameOf("coding"), parts.Select(part => (Name: tables.NameOf(part.Name), Value: QuickPattern.Of(part.Fixed, isExact: true)!)).ToArray());
            return (tape, item) => AnyHolds(tape, item, name, fixedParts);
        }
        return node.Binding is { IsRequired: true } binding && tables.Codes(binding.ValueSet) is { } codes ? (tape, item) => QuickCodes.IsIn(codes, tape, item) : null;
    }

    private static List<ProfileNode> Parts(ProfileNode node) => node.Children.Where(child => child.Fixed.ValueKind != JsonValueKind.Undefined).ToList();

    private static bool AnyHolds(Tape tape, int item, int name, (int Name, QuickPattern Value)[] parts)
    {
        for (var child = item + 1; child < tape[item].Next; child = tape[child].Next)
        {
            if (tape[child].Entry!.ElementName != name) continue;
            var hasAll = true;
            foreach (var part in parts) hasAll &= tape.Child(child, part.Name) is >= 0 and var found && part.Value.Fits(tape, found);
            if (hasAll) return true;
        }
        return false;
    }

    // Any element at the end of a path satisfies a test, or none does.
    private static Func<Tape, int, bool> Follows(ImmutableArray<string> steps, QuickTables tables, Func<Tape, int, bool> test, bool isWanted = true)
    {
        var names = steps.Select(tables.NameOf).ToArray();
        return (tape, item) => Any(tape, item, names, test) == isWanted;
    }

    private static bool Any(Tape tape, int node, ReadOnlySpan<int> names, Func<Tape, int, bool> test)
    {
        if (names.IsEmpty) return test(tape, node);
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next)
            if (QuickNode.IsNamed(tape, child, names[0]) && Any(tape, child, names[1..], test))
                return true;
        return false;
    }
}
