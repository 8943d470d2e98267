using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Makes the tree of a profile from its differential, or from its snapshot when it has no other. What is malformed is left out.</summary>
internal static class ProfileReader
{
    private const int DeepestElement = 64;

    public static FhirProfile Read(JsonElement definition)
    {
        var type = definition.String("type"u8) ?? "";
        var root = new ProfileNode(type);
        var elements = definition.Get("differential"u8).Get("element"u8);
        if (elements.ValueKind != JsonValueKind.Array) elements = definition.Get("snapshot"u8).Get("element"u8);
        foreach (var element in elements.Items())
            if (Place(root, element) is { } node)
                Fill(node, element);
        var contexts = definition.Get("context"u8).Items()
            .Select(context => (context.String("type"u8) ?? "", context.String("expression"u8) ?? "")).ToImmutableArray();
        return new FhirProfile(Canonical(definition.String("url"u8) ?? ""), type, Canonical(definition.String("baseDefinition"u8) ?? ""), contexts, root);
    }

    /// <summary>An address without its version.</summary>
    public static string Canonical(string url) => url.Split('|')[0];

    // Observation.component:SystolicBP.value[x] leads through the child component, its slice SystolicBP and the child value.
    private static ProfileNode? Place(ProfileNode root, JsonElement element)
    {
        if (element.String("path"u8) is not { } path) return null;
        var id = element.String("id"u8) ?? (element.String("sliceName"u8) is { } slice ? $"{path}:{slice}" : path);
        var node = root;
        var steps = id.Split('.');
        if (steps.Length > DeepestElement) return null;
        foreach (var step in steps.Skip(1))
        {
            var colon = step.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? step : step[..colon];
            node = node.Child(name.EndsWith("[x]", StringComparison.Ordinal) ? name[..^3] : name);
            if (colon >= 0) node = node.Slice(step[(colon + 1)..]);
        }
        return node;
    }

    private static void Fill(ProfileNode node, JsonElement element)
    {
        if (element.Get("min"u8) is { ValueKind: JsonValueKind.Number } min && min.TryGetInt32(out var fewest)) node.Min = fewest;
        if (element.String("max"u8) is { } max) node.Max = int.TryParse(max, out var most) ? most : int.MaxValue;
        node.Types = [.. element.Get("type"u8).Items().Select(Type)];
        node.Slicing = Slicing(element.Get("slicing"u8)) ?? node.Slicing;
        node.Constraints = [.. element.Get("constraint"u8).Items().Where(constraint => constraint.Has("expression"u8)).Select(Constraint)];
        if (element.Get("binding"u8) is { ValueKind: JsonValueKind.Object } binding && binding.String("valueSet"u8) is { } set)
            node.Binding = new FhirBinding(binding.String("strength"u8) ?? "", Canonical(set));
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            var name = Utf8Text.Name(property);
            if (name.StartsWith("fixed"u8)) node.Fixed = property.Value;
            else if (name.StartsWith("pattern"u8)) node.Pattern = property.Value;
        }
    }

    private static ProfileType Type(JsonElement type)
    {
        var code = type.String("code"u8) ?? "";
        // FHIRPath's own types stand where R4 defines the primitives themselves.
        return new(code.Contains("fhirpath/System.", StringComparison.Ordinal) ? "" : code, Canonicals(type.Get("profile"u8)), Canonicals(type.Get("targetProfile"u8)));
    }

    private static ImmutableArray<string> Canonicals(JsonElement array) =>
        [.. array.Items().Where(item => item.ValueKind == JsonValueKind.String).Select(item => Canonical(item.GetString()!))];

    private static Slicing? Slicing(JsonElement slicing) => slicing.ValueKind != JsonValueKind.Object ? null : new Slicing(
        [.. slicing.Get("discriminator"u8).Items().Select(found => (found.String("type"u8) ?? "", found.String("path"u8) ?? ""))],
        slicing.String("rules"u8) == "closed");

    private static FhirConstraint Constraint(JsonElement constraint) => new(
        constraint.String("key"u8) ?? "", constraint.String("severity"u8) == "warning" ? Severity.Warning : Severity.Error,
        constraint.String("expression"u8)!, constraint.String("human"u8) ?? "");
}
