using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Tells which slice an element belongs to (FHIR R4, section 5.1.0.14).</summary>
internal sealed class SliceMatcher
{
    // A profile may name itself as its base.
    private const int DeepestBase = 12;

    private readonly FhirValidator _validator;
    private readonly List<(ProfileNode Slice, ImmutableArray<Func<FhirElement, bool>> Tests)> _slices = [];
    private readonly int _depth;

    private SliceMatcher(FhirValidator validator, bool isClosed, int depth) => (_validator, IsClosed, _depth) = (validator, isClosed, depth);

    public bool IsClosed { get; }

    /// <summary>The slices of a node; null when its profile gives no way to tell one of them apart.</summary>
    public static SliceMatcher? Of(FhirValidator validator, FhirProfile profile, ProfileNode node, bool isChoice, int depth)
    {
        var described = Described(validator, profile, node);
        if ((described?.Slicing ?? Implied(node, isChoice)) is not { } slicing || slicing.Discriminators.IsEmpty) return null;
        var matcher = new SliceMatcher(validator, slicing.IsClosed, depth);
        foreach (var slice in node.Slices)
        {
            // A slice that only narrows one of the base is told apart as the base says.
            var tests = matcher.Tests(slice, slicing) ?? (described?.FindSlice(slice.Name) is { } inherited ? matcher.Tests(inherited, slicing) : null);
            if (tests is null) return null;
            matcher._slices.Add((slice, tests.Value));
        }
        foreach (var inherited in described?.Slices ?? [])
            if (node.FindSlice(inherited.Name) is null && matcher.Tests(inherited, slicing) is { } tests)
                matcher._slices.Add((inherited, tests));
        return matcher;
    }

    /// <summary>A slice says what the discriminators ask for.</summary>
    public static bool Tells(FhirValidator validator, ProfileNode slice, Slicing slicing) => new SliceMatcher(validator, slicing.IsClosed, 0).Tests(slice, slicing) is not null;

    public ProfileNode? Find(FhirElement element)
    {
        foreach (var (slice, tests) in _slices)
            if (tests.All(test => test(element)))
                return slice;
        return null;
    }

    // The node itself when it says how it is sliced, else the same node of the profile it builds on.
    internal static ProfileNode? Described(FhirValidator validator, FhirProfile profile, ProfileNode node)
    {
        if (node.Slicing is { Discriminators.IsEmpty: false } && node.Slices.Count > 0) return node;
        var path = PathTo(profile.Root, node);
        var current = profile;
        for (var steps = 0; steps < DeepestBase && path is not null && validator.Profiles.Profile(current.BaseUrl) is { } below; current = below, steps++)
            if (At(below.Root, path) is { Slicing.Discriminators.IsEmpty: false } found)
                return found;
        return node.Slicing is null ? null : node;
    }

    private static Slicing? Implied(ProfileNode node, bool isChoice)
    {
        if (node.Name is "extension" or "modifierExtension") return new Slicing([("value", "url")], IsClosed: false);
        return isChoice ? new Slicing([("type", "$this")], IsClosed: false) : null;
    }

    private ImmutableArray<Func<FhirElement, bool>>? Tests(ProfileNode slice, Slicing slicing)
    {
        var tests = ImmutableArray.CreateBuilder<Func<FhirElement, bool>>();
        foreach (var (kind, path) in slicing.Discriminators)
        {
            if (Test(slice, kind, DiscriminatorPath.Parse(path)) is not { } test) return null;
            tests.Add(test);
        }
        return tests.ToImmutable();
    }

    private Func<FhirElement, bool>? Test(ProfileNode slice, string kind, ImmutableArray<string> path) => kind switch
    {
        "value" or "pattern" => ValueTest(slice, path),
        "exists" => ExistsTest(slice, path),
        "type" => TypeTest(slice, path),
        "profile" => ProfileTest(slice, path),
        _ => null,
    };

    // The nearest node on the way that fixes something: at code for the path code.coding.code when a pattern stands there.
    private Func<FhirElement, bool>? ValueTest(ProfileNode slice, ImmutableArray<string> path)
    {
        var node = slice;
        for (var length = 0; ; length++)
        {
            if (Fits(node) is { } test)
            {
                var way = path[..length];
                return element => DiscriminatorPath.Follow(element, way).Any(test);
            }
            if (length == path.Length) break;
            if (path[length] == "url" && node.Types is [{ Profiles: [var url, ..] }]) return element => element["url"].Text == url;
            if (Next(node, path[length]) is not { } next) return null;
            node = next;
        }
        return null;
    }

    private ProfileNode? Next(ProfileNode node, string step)
    {
        if (node.FindChild(step) is { } child) return child;
        return node.Types is [{ Profiles: [var url, ..] }] && _validator.Profiles.Profile(url) is { } profile ? profile.Root.FindChild(step) : null;
    }

    private Func<FhirElement, bool>? Fits(ProfileNode node)
    {
        if (node.Fixed.ValueKind != JsonValueKind.Undefined) return element => JsonPattern.AreSame(element.Json, node.Fixed);
        if (node.Pattern.ValueKind != JsonValueKind.Undefined) return element => JsonPattern.IsIn(element.Json, node.Pattern);
        // A coding:x slice with system and code fixed stands for the concept that holds such a coding.
        if (node.FindChild("coding") is { } coding && Parts(coding.Slices.Count == 1 ? coding.Slices[0] : coding) is { } parts)
            return element => element.Children("coding").Any(found => parts.All(part => JsonPattern.AreSame(found[part.Name].Json, part.Fixed)));
        if (node.Binding is { IsRequired: true } binding && _validator.ValueSet(binding.ValueSet) is { IsComplete: true } set)
            return element => BindingCheck.IsIn(set, element);
        return null;
    }

    private static List<ProfileNode>? Parts(ProfileNode node) =>
        node.Children.Where(child => child.Fixed.ValueKind != JsonValueKind.Undefined).ToList() is { Count: > 0 } parts ? parts : null;

    private static Func<FhirElement, bool>? ExistsTest(ProfileNode slice, ImmutableArray<string> path)
    {
        var node = slice;
        foreach (var step in path)
        {
            if (node.FindChild(step) is not { } next) return null;
            node = next;
        }
        var isThere = node.Max > 0;
        return element => DiscriminatorPath.Follow(element, path).Count > 0 == isThere;
    }

    private Func<FhirElement, bool>? TypeTest(ProfileNode slice, ImmutableArray<string> path)
    {
        var node = slice;
        foreach (var step in path.Where(step => step != DiscriminatorPath.Resolve))
        {
            if (node.FindChild(step) is not { } next) return null;
            node = next;
        }
        var isReference = path is [.., DiscriminatorPath.Resolve];
        var types = isReference
            ? node.Types.SelectMany(type => type.Targets).Select(_validator.TypeOf).ToList()
            : node.Types.Select(type => (string?)type.Code).ToList();
        return types.Count == 0 ? null : element => DiscriminatorPath.Follow(element, path).Exists(found => types.Exists(type => type is not null && found.Is(type)));
    }

    private Func<FhirElement, bool>? ProfileTest(ProfileNode slice, ImmutableArray<string> path)
    {
        var node = slice;
        foreach (var step in path.Where(step => step != DiscriminatorPath.Resolve))
        {
            if (node.FindChild(step) is not { } next) return null;
            node = next;
        }
        var isReference = path is [.., DiscriminatorPath.Resolve];
        var profiles = node.Types.SelectMany(type => isReference ? type.Targets : type.Profiles).ToList();
        return profiles.Count == 0 ? null : element => DiscriminatorPath.Follow(element, path).Exists(found =>
            profiles.Exists(url => _validator.TypeOf(url) is not { } type || (found.Is(type) && ProfileCheck.IsSatisfied(_validator, url, found, _depth))));
    }

    private static List<string>? PathTo(ProfileNode from, ProfileNode node)
    {
        if (ReferenceEquals(from, node)) return [];
        foreach (var (step, next) in from.Children.Select(child => ("." + child.Name, child)).Concat(from.Slices.Select(slice => (":" + slice.Name, slice))))
            if (PathTo(next, node) is { } rest)
                return [step, .. rest];
        return null;
    }

    private static ProfileNode? At(ProfileNode root, List<string> path)
    {
        ProfileNode? node = root;
        foreach (var step in path) node = step[0] == ':' ? node?.FindSlice(step[1..]) : node?.FindChild(step[1..]);
        return node;
    }
}
