using System.Collections.Immutable;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Profiles;

/// <summary>The paths that discriminators may use: names, <c>$this</c>, <c>resolve()</c>, <c>ofType()</c>, <c>extension()</c> (FHIR R4, section 5.1.0.14).</summary>
internal static class DiscriminatorPath
{
    public const string Resolve = "resolve()";

    public static ImmutableArray<string> Parse(string path) =>
        [.. path.Split('.').Where(step => step is not ("$this" or "")).Select(step => step.EndsWith("[x]", StringComparison.Ordinal) ? step[..^3] : step)];

    public static List<FhirElement> Follow(FhirElement element, ImmutableArray<string> path)
    {
        var found = new List<FhirElement> { element };
        foreach (var step in path)
        {
            var next = new List<FhirElement>();
            foreach (var item in found) Step(item, step, next);
            found = next;
        }
        return found;
    }

    private static void Step(FhirElement element, string step, List<FhirElement> into)
    {
        if (step == Resolve)
        {
            if (References.Resolve(element) is { IsNone: false } target) into.Add(target);
        }
        else if (step.StartsWith("ofType(", StringComparison.Ordinal))
        {
            if (element.Is(step[7..^1])) into.Add(element);
        }
        else if (step.StartsWith("extension(", StringComparison.Ordinal))
        {
            var url = step[10..^1].Trim('\'');
            into.AddRange(element.Children("extension").Where(extension => extension["url"].Text == url));
        }
        else
        {
            into.AddRange(ProfileCheck.Found(element, step));
        }
    }
}
