using System.Collections.Concurrent;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Syntax;

namespace Carelake.Fhir.FhirPath;

/// <summary>
/// A FHIRPath expression (FHIRPath N1, as FHIR R4 uses it), parsed once and evaluated as often as wanted, from any thread. Neither step throws
/// on any input; both are bounded in depth and time.
/// </summary>
public sealed class FhirPathExpression
{
    private const int MostCached = 8192;
    private static readonly ConcurrentDictionary<string, Parsed<FhirPathExpression?>> Cache = new(StringComparer.Ordinal);

    private readonly Node _root;

    private FhirPathExpression(string text, Node root) => (Text, _root) = (text, root);

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    internal Node Root => _root;

    /// <summary>Parses an expression; what was parsed before is remembered.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The expression; <see langword="null"/> with an error that says at which character it goes wrong.</returns>
    public static Parsed<FhirPathExpression?> Parse(string text)
    {
        if (Cache.TryGetValue(text, out var known)) return known;
        var parsed = ParseAnew(text);
        if (Cache.Count < MostCached) Cache.TryAdd(text, parsed);
        return parsed;
    }

    /// <summary>Evaluates on an element.</summary>
    /// <param name="context">Where paths begin; none for an expression that needs no data.</param>
    /// <param name="environment">Variables and answers.</param>
    public FhirPathResult Evaluate(FhirElement context, FhirPathEnvironment environment)
    {
        var machine = Machine.Rent(context, environment);
        var start = machine.Count;
        _root.Evaluate(machine);
        var result = machine.Error is { } error ? new FhirPathResult([], error) : new FhirPathResult([.. machine.From(start)], null);
        machine.Return();
        return result;
    }

    /// <summary>Evaluates as an invariant: one Boolean, without making a collection.</summary>
    /// <param name="context">The element that the rule is about.</param>
    /// <param name="environment">Variables and answers.</param>
    public FhirPathTest Test(FhirElement context, FhirPathEnvironment environment)
    {
        var machine = Machine.Rent(context, environment);
        var truth = _root.Test(machine);
        var result = new FhirPathTest(machine.Error is not null || truth == Truth.Empty ? null : truth == Truth.True, machine.Error);
        machine.Return();
        return result;
    }

    /// <summary>Finds where the expression takes items by their place from a collection that has no order, such as <c>children()</c> gives.</summary>
    /// <returns>An error; <see langword="null"/> when there is no such place.</returns>
    public Issue? CheckOrder() => OrderCheck.Find(_root);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static Parsed<FhirPathExpression?> ParseAnew(string text)
    {
        var root = Parser.Parse(text, out var issue);
        return root is null || issue is not null ? new(null, issue is null ? [] : [issue]) : new(new FhirPathExpression(text, root), []);
    }
}
