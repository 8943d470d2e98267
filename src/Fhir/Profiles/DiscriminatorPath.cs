using System.Collections.Immutable;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Profiles;

/// <summary>The paths that discriminators may use: names, <c>$this</c>, <c>resolve()</c>, <c>ofType()</c>, <c>extension()</c> (FHIR R4, section 5.1.0.14).</summary>
internal static class DiscriminatorPath
{
    public const string Resolve = "resolve()";

    public static ImmutableArray<string> Parse(string path) =>
        [.. Split(path).Where(step => step is not ("$this" or "")).Select(step => step.EndsWith("[x]", StringComparison.Ordinal) ? step[..^3] : step)];

    // A point between brackets belongs to the address of an extension.
    private static IEnumerable<string> Split(string path)
    {
        var (start, open) = (0, 0);
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '(') open++;
            else if (path[at] == ')') open--;
            if (path[at] != '.' || open > 0) continue;
            yield return path[start..at];
            start = at + 1;
        }
        yield return path[start..];
    }

    private static string? Argument(string step, string function) =>
        step.Length > function.Length + 2 && step.StartsWith(function, StringComparison.Ordinal) && step[function.Length] == '(' && step[^1] == ')'
            ? step[(function.Length + 1)..^1].Trim('\'')
            : null;

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
        else if (Argument(step, "ofType") is { } type)
        {
            if (element.Is(type)) into.Add(element);
        }
        else if (Argument(step, "extension") is { } url)
        {
            into.AddRange(element.Children("extension").Where(extension => extension["url"].Text == url));
        }
        else
        {
            into.AddRange(ProfileCheck.Found(element, step));
        }
    }
}
