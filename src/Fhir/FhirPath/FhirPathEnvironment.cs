using System.Collections.Immutable;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.FhirPath;

/// <summary>What an expression is evaluated in: its variables, the clock, and the questions that only the caller can answer.</summary>
/// <remarks>A question without an answerer gives empty, as the specification has it for what cannot be found out.</remarks>
public sealed record FhirPathEnvironment
{
    /// <summary>Nothing set: no clock, no terminology, no other resources.</summary>
    public static FhirPathEnvironment Empty { get; } = new();

    /// <summary><c>%resource</c>; when none, the resource that holds the context, looked for only when it is asked for.</summary>
    public FhirElement Resource { get; init; }

    /// <summary><c>%rootResource</c>; when none, looked for as for <see cref="Resource"/>.</summary>
    public FhirElement RootResource { get; init; }

    /// <summary>Other variables by name, without the percent sign.</summary>
    public ImmutableDictionary<string, ImmutableArray<FhirPathValue>> Variables { get; init; } = ImmutableDictionary<string, ImmutableArray<FhirPathValue>>.Empty;

    /// <summary>The moment that <c>now()</c>, <c>today()</c> and <c>timeOfDay()</c> give; without one they are errors.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary><c>resolve()</c>: the resource that a reference names, seen from the element that holds it; none when it cannot be found.</summary>
    public Func<string, FhirElement, FhirElement>? Resolve { get; init; }

    /// <summary><c>memberOf()</c>: whether a code, Coding or CodeableConcept is in a value set; null when that is not known.</summary>
    public Func<FhirPathValue, string, bool?>? MemberOf { get; init; }

    /// <summary><c>conformsTo()</c>: whether an element conforms to a profile; null when the profile is not known.</summary>
    public Func<FhirElement, string, bool?>? ConformsTo { get; init; }

    /// <summary><c>htmlChecks()</c>: whether the XHTML of a narrative is allowed; null when that is not known.</summary>
    public Func<string, bool?>? HtmlChecks { get; init; }

    /// <summary><c>trace()</c>: a name and the items. They may be about a patient.</summary>
    public Action<string, IReadOnlyList<FhirPathValue>>? Trace { get; init; }

    /// <summary>Names that the definitions do not know are errors, and <c>as</c> refuses several items.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Most steps before the evaluation ends with an error; a step is about one item touched.</summary>
    public long MaxSteps { get; init; } = 20_000_000;
}
