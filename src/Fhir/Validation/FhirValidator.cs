using System.Collections.Concurrent;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;
using Carelake.Fhir.Profiles;
using Carelake.Fhir.Validation.Quick;

namespace Carelake.Fhir.Validation;

/// <summary>
/// Compares resources with FHIR R4 and with profiles: structure, cardinality, primitive values, required bindings, references, the rules of
/// bundles and contained resources, invariants, narratives, slicing. Safe to use from many threads at once.
/// </summary>
public sealed class FhirValidator
{
    private const int DeepestConformance = 8;

    [ThreadStatic]
    private static int _conformances;

    private readonly FhirPathEnvironment _environment;
    private readonly QuickTables? _quick;

    /// <summary>Makes a validator.</summary>
    /// <param name="profiles">The profiles it knows; R4's own, US Core and UK Core when null.</param>
    /// <param name="options">What it looks at; the default when null.</param>
    public FhirValidator(FhirProfiles? profiles = null, FhirValidationOptions? options = null)
    {
        Profiles = profiles ?? FhirProfiles.Standard;
        Options = options ?? new FhirValidationOptions();
        if (Options is { Profiles.IsEmpty: true, ExampleAddress: null, ChecksInvariants: true }) _quick = new QuickTables(this);
        _environment = FhirPathEnvironment.Empty with
        {
            Resolve = References.Resolve,
            HtmlChecks = text => XhtmlReader.Read(text).Problems.Count == 0,
            MemberOf = (value, url) => value.IsElement && ValueSet(ProfileReader.Canonical(url)) is { IsComplete: true } set ? BindingCheck.IsIn(set, value.Element) : null,
            ConformsTo = (element, url) => Conforms(element, ProfileReader.Canonical(url)),
        };
    }

    /// <summary>The profiles it knows.</summary>
    public FhirProfiles Profiles { get; }

    /// <summary>What it looks at.</summary>
    public FhirValidationOptions Options { get; }

    /// <summary>Reads and checks one document.</summary>
    /// <param name="utf8">JSON in UTF-8.</param>
    /// <returns>In the order in which they were found; empty when all is well. JSON that cannot be read is one of them.</returns>
    public ImmutableArray<FhirIssue> Validate(ReadOnlyMemory<byte> utf8)
    {
        if (_quick is not null && QuickPass.Run(_quick, FhirDocument.WithoutMark(utf8)) is { } issues) return issues;
        var parsed = FhirDocument.Parse(utf8, Options.Limits);
        using var document = parsed.Value;
        return Validate(parsed);
    }

    /// <summary>Checks a document that was read, and tells what its reader found first.</summary>
    public ImmutableArray<FhirIssue> Validate(Parsed<FhirDocument?> parsed)
    {
        var issues = parsed.Issues.Select(issue => OfText(issue, parsed.Value)).ToImmutableArray();
        return parsed.Value is { } document ? issues.AddRange(Validate(document)) : issues;
    }

    /// <summary>Checks one document.</summary>
    /// <returns>In the order in which they were found; empty when all is well.</returns>
    public ImmutableArray<FhirIssue> Validate(FhirDocument document) => [.. new Walk(document, this).Run()];

    /// <summary>How the slices of a node are told apart, by the depth of profiles and whether the elements are of a choice: found out once.</summary>
    internal ConcurrentDictionary<(ProfileNode Node, int Depth, bool IsChoice), SliceMatcher?> Slicings { get; } = new();

    /// <summary>A value set that is known here.</summary>
    internal FhirValueSet? ValueSet(string url) => FhirDefinitions.R4.ValueSet(url) ?? Profiles.ValueSet(url);

    /// <summary>The type that a profile, or a type's own definition, is about; null when its address is not known.</summary>
    internal string? TypeOf(string url) => FhirDefinitions.R4.TypeByUrl(url)?.Name ?? Profiles.Profile(url)?.Type;

    /// <summary>Evaluates a rule for an element.</summary>
    /// <param name="constraint">The rule.</param>
    /// <param name="element">The element it is about.</param>
    /// <param name="resource">The resource that holds it; looked for when none.</param>
    /// <param name="root">The resource that contains that one, or itself; looked for when none.</param>
    internal FhirPathTest Test(FhirConstraint constraint, FhirElement element, FhirElement resource, FhirElement root)
    {
        if (!Options.ChecksInvariants) return new(true, null);
        var parsed = FhirPathExpression.Parse(constraint.Expression);
        return parsed.Value is { } expression
            ? expression.Test(element, _environment with { Resource = resource, RootResource = root })
            : new(null, parsed.Issues[0]);
    }

    // A rule of a profile may ask for conformance to that profile itself; deeper than this the answer stays open.
    private bool? Conforms(FhirElement element, string url)
    {
        if (_conformances >= DeepestConformance || Profiles.Profile(url) is null) return null;
        _conformances++;
        try
        {
            return ProfileCheck.IsSatisfied(this, url, element, 0);
        }
        finally
        {
            _conformances--;
        }
    }

    private static FhirIssue OfText(Issue issue, FhirDocument? document)
    {
        var numbers = issue.Location.Split(["line ", ", column "], StringSplitOptions.RemoveEmptyEntries);
        var position = numbers.Length == 2 && int.TryParse(numbers[0], out var line) && int.TryParse(numbers[1], out var column)
            ? new FhirPosition(line, column)
            : new FhirPosition(1, 1);
        return new FhirIssue(issue.Code, issue.Severity, "structure", document?.Root.Type?.Name ?? "", position, issue.Message);
    }
}
