using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Model;

/// <summary>What the generated views share.</summary>
internal static class Views
{
    public static T? One<T>(FhirElement element, string name, Func<FhirElement, T> view)
        where T : struct => element[name] is { IsNone: false } found ? view(found) : null;

    public static IReadOnlyList<T> List<T>(FhirElement element, string name, Func<FhirElement, T> view) => [.. element.Children(name).Select(view)];

    /// <summary>The values that are there; primitives with extensions only are left out.</summary>
    public static IReadOnlyList<string> Values(FhirElement element, string name, Func<FhirElement, string?> read) =>
        [.. element.Children(name).Select(read).OfType<string>()];

    /// <inheritdoc cref="Values(FhirElement, string, Func{FhirElement, string})"/>
    public static IReadOnlyList<T> Values<T>(FhirElement element, string name, Func<FhirElement, T?> read)
        where T : struct => [.. element.Children(name).Select(read).OfType<T>()];
}
