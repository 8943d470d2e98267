using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>
/// Compares a resource with what a profile asks beyond its base. The base is checked in its own turn, so that a profile needs no snapshot.
/// </summary>
internal sealed class ProfileCheck(FhirValidator validator, FhirProfile profile, FhirElement resource, Action<FhirIssue> report)
{
    private const int DeepestProfile = 12;

    /// <summary>Checks an element against a profile and what it builds on.</summary>
    /// <param name="validator">Knows profiles and value sets.</param>
    /// <param name="url">Address of the profile; an unknown one has nothing to ask.</param>
    /// <param name="element">What is checked.</param>
    /// <param name="report">Told of each issue.</param>
    /// <param name="depth">Profiles that led here.</param>
    public static void Run(FhirValidator validator, string url, FhirElement element, Action<FhirIssue> report, int depth = 0)
    {
        for (var address = url; depth < DeepestProfile && validator.Profiles.Profile(address) is { } profile; address = profile.BaseUrl, depth++)
        {
            if (element.Type is { } type && profile.Type.Length > 0 && !type.Is(profile.Type))
            {
                report(Issue("FHIR-0130", "structure", element, element.Path, $"The profile {profile.Url} is for {profile.Type}.", Severity.Error));
                return;
            }
            new ProfileCheck(validator, profile, element.IsResource ? element : default, report) { Depth = depth }.Node(element, profile.Root);
        }
    }

    /// <summary>An element satisfies a profile, all its errors counted.</summary>
    public static bool IsSatisfied(FhirValidator validator, string url, FhirElement element, int depth)
    {
        var isSatisfied = true;
        Run(validator, url, element, issue => isSatisfied &= issue.Severity != Severity.Error, depth + 1);
        return isSatisfied;
    }

    // The resource that holds what is looked at: within a contained one, that.
    private FhirElement _resource = resource;

    private int Depth { get; init; }

    private void Node(FhirElement element, ProfileNode node)
    {
        if (!TypeFits(element, node)) return;
        ValueFits(element, node);
        if (node.Binding is { } binding) BindingCheck.Run(validator, binding, element, Report);
        foreach (var constraint in node.Constraints)
            if (validator.Test(constraint, element, _resource, default).Holds == false)
                Report("FHIR-0120", "invariant", element, element.Path, $"{constraint.Key}: {(constraint.Human.Length > 0 ? constraint.Human : constraint.Expression)}", constraint.Severity);
        var outer = _resource;
        if (element.IsResource) _resource = element;
        foreach (var child in node.Children) Child(element, child);
        _resource = outer;
    }

    private void Child(FhirElement element, ProfileNode child)
    {
        var found = Found(element, child.Name);
        Count(element, child, found.Count, child.Name);
        foreach (var item in found) Node(item, child);
        if (child.Slices.Count > 0) Slices(element, child, found);
    }

    private void Count(FhirElement element, ProfileNode node, int count, string name)
    {
        if (count < node.Min)
            Report("FHIR-0109", "required", element, $"{element.Path}.{name}", $"The profile {profile.Url} asks for at least {node.Min}; there {Are(count)}.");
        else if (count > node.Max)
            Report("FHIR-0110", "structure", element, $"{element.Path}.{name}", $"The profile {profile.Url} allows at most {node.Max}; there {Are(count)}.");
    }

    private static string Are(int count) => count switch
    {
        0 => "is none",
        1 => "is 1",
        _ => $"are {count}",
    };

    private void Slices(FhirElement holder, ProfileNode node, List<FhirElement> found)
    {
        var isChoice = found.Count > 0 && found[0].Definition is { IsChoice: true };
        var matcher = validator.Slicings.GetOrAdd((node, Depth, isChoice), _ => SliceMatcher.Of(validator, profile, node, isChoice, Depth));
        // Without a way to tell slices apart nothing can be said of them.
        if (matcher is null) return;
        var counts = new int[node.Slices.Count];
        foreach (var item in found)
        {
            var slice = matcher.Find(item);
            if (slice is null)
            {
                if (matcher.IsClosed) Report("FHIR-0129", "structure", item, item.Path, $"The profile {profile.Url} allows only its own slices here; this is none of them.");
                continue;
            }
            var own = node.Slices.FindIndex(candidate => candidate.Name == slice.Name);
            if (own < 0) continue;
            counts[own]++;
            Node(item, node.Slices[own]);
        }
        for (var index = 0; index < counts.Length; index++) SliceCount(holder, node, node.Slices[index], counts[index]);
    }

    private void SliceCount(FhirElement holder, ProfileNode node, ProfileNode slice, int count)
    {
        if (count < slice.Min)
            Report("FHIR-0128", "structure", holder, $"{holder.Path}.{node.Name}", $"The profile {profile.Url} asks for the slice {slice.Name} at least {slice.Min} times; there {Are(count)}.");
        else if (count > slice.Max)
            Report("FHIR-0128", "structure", holder, $"{holder.Path}.{node.Name}", $"The profile {profile.Url} allows the slice {slice.Name} at most {slice.Max} times; there {Are(count)}.");
    }

    private bool TypeFits(FhirElement element, ProfileNode node)
    {
        if (node.Types.IsEmpty || element.Type is not { } type || ReferenceEquals(node, profile.Root)) return true;
        var isKnown = node.Types.Any(allowed => allowed.Code.Length == 0 || type.Is(allowed.Code));
        if (!isKnown && type.Kind != Definitions.FhirTypeKind.Backbone)
        {
            Report("FHIR-0130", "structure", element, element.Path, $"The profile {profile.Url} does not allow the type {type.Name} here.");
            return false;
        }
        var profiles = node.Types.Where(allowed => type.Is(allowed.Code)).SelectMany(allowed => allowed.Profiles).ToList();
        // An extension is checked by its own address wherever it stands.
        if (type.Name != "Extension" && profiles.Count > 0 && !profiles.Any(url => IsSatisfied(validator, url, element, Depth)))
            Report("FHIR-0131", "structure", element, element.Path, $"This satisfies none of the profiles that {profile.Url} allows here.");
        if (type.Name == "Reference") Targets(element, node);
        return true;
    }

    private void Targets(FhirElement element, ProfileNode node)
    {
        var targets = node.Types.Where(allowed => allowed.Code == "Reference").SelectMany(allowed => allowed.Targets).ToList();
        if (targets.Count == 0 || element["reference"].Text is not { } reference) return;
        var named = ReferenceText.TypeOf(System.Text.Encoding.UTF8.GetBytes(reference));
        if (named.IsEmpty || element.Document.Definitions.Resource(named) is not { } type) return;
        if (!targets.Exists(url => validator.TypeOf(url) is not { } allowed || type.Is(allowed)))
            Report("FHIR-0116", "invalid", element, element.Path, $"The profile {profile.Url} does not allow a reference to {type.Name} here.");
    }

    private void ValueFits(FhirElement element, ProfileNode node)
    {
        if (node.Fixed.ValueKind != JsonValueKind.Undefined && !JsonPattern.AreSame(element.Json, node.Fixed))
            Report("FHIR-0126", "value", element, element.Path, $"The profile {profile.Url} fixes the value here; this is another.");
        if (node.Pattern.ValueKind != JsonValueKind.Undefined && !JsonPattern.IsIn(element.Json, node.Pattern))
            Report("FHIR-0127", "value", element, element.Path, $"The profile {profile.Url} asks for a value here that this does not hold.");
    }

    /// <summary>The children of a name, of a choice narrowed by its name (<c>valueQuantity</c>) those of that type.</summary>
    internal static List<FhirElement> Found(FhirElement element, string name)
    {
        var found = new List<FhirElement>();
        if (element.Type is null || element.Type.TryGetElement(name, out _))
        {
            element.AddChildren(name, found);
        }
        else
        {
            foreach (var choice in element.Type.Elements.Where(candidate => candidate.IsChoice).SelectMany(candidate => candidate.Types.Where(type => type.JsonName == name).Select(type => (candidate, type))))
            {
                element.AddChildren(choice.candidate.Name, found);
                found.RemoveAll(child => child.Type != choice.type.Type);
                break;
            }
        }
        return found;
    }

    private void Report(string code, string type, FhirElement element, string expression, string message, Severity severity = Severity.Error) =>
        report(Issue(code, type, element, expression, message, severity));

    private static FhirIssue Issue(string code, string type, FhirElement element, string expression, string message, Severity severity) =>
        new(code, severity, type, expression, element.Position, message);
}
