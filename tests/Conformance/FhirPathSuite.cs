using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;

namespace Carelake.Tests.Conformance;

/// <summary>One case of HL7's FHIRPath suite, and whether the engine answers as it says.</summary>
/// <param name="Group">Group of the suite.</param>
/// <param name="Name">Name; the suite has a few twice.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Expected">The outputs, or the kind of error.</param>
/// <param name="Actual">What came, in the same notation.</param>
/// <param name="IsPassed">As expected.</param>
public sealed record FhirPathCase(string Group, string Name, string Expression, string Expected, string Actual, bool IsPassed)
{
    public string Id => $"{Group}/{Name}: {Expression.ReplaceLineEndings(" ")}";
}

/// <summary>Runs HL7's FHIRPath suite (FHIR/fhir-test-cases, r4/fhirpath) as it stands in the shared corpora.</summary>
public static class FhirPathSuite
{
    private const string Folder = "corpora/fhir/fhirpath-suite";

    private static readonly FhirPathEnvironment Environment = FhirPathEnvironment.Empty with
    {
        IsStrict = true,
        Now = new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero),
    };

    /// <summary>Every case, in the order of the suite.</summary>
    public static IReadOnlyList<FhirPathCase> Run()
    {
        var documents = new Dictionary<string, FhirDocument>(StringComparer.Ordinal);
        using var tests = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path($"{Folder}/tests.json")));
        return [.. tests.RootElement.EnumerateArray().Select(test => Run(test, documents))];
    }

    private static FhirPathCase Run(JsonElement test, Dictionary<string, FhirDocument> documents)
    {
        var expression = Text(test, "expression");
        var invalid = Text(test, "invalid");
        var isOrdered = Text(test, "ordered") != "false";
        var expected = invalid.Length > 0 ? [$"error: {invalid}"] : test.GetProperty("outputs").EnumerateArray().Select(Output).ToList();
        var actual = Evaluate(expression, Context(Text(test, "input"), documents), Text(test, "checkOrderedFunctions") == "true");
        var isPassed = invalid switch
        {
            "" => isOrdered ? Same(expected, actual) : Same([.. expected.Order(StringComparer.Ordinal)], [.. actual.Order(StringComparer.Ordinal)]),
            "syntax" => actual is ["error: syntax"],
            _ => actual is [var only] && only.StartsWith("error: ", StringComparison.Ordinal),
        };
        return new FhirPathCase(Text(test, "group"), Text(test, "name"), expression, string.Join(", ", expected), string.Join(", ", actual), isPassed);
    }

    private static FhirElement Context(string input, Dictionary<string, FhirDocument> documents)
    {
        if (input.Length == 0) return default;
        if (!documents.TryGetValue(input, out var document))
            documents[input] = document = FhirDocument.Parse(File.ReadAllBytes(SharedData.Path($"{Folder}/{input}"))).Value!;
        return document.Root;
    }

    private static List<string> Evaluate(string text, FhirElement context, bool checkOrder)
    {
        var parsed = FhirPathExpression.Parse(text);
        if (parsed.Value is not { } expression) return ["error: syntax"];
        if (checkOrder && expression.CheckOrder() is { } order) return [$"error: {order.Code}"];
        var result = expression.Evaluate(context, Environment);
        return result.Error is { } error ? [$"error: {error.Code}"] : [.. result.Items.Select(Item)];
    }

    // The suite writes dates with @, and gives a type only where it matters.
    private static string Output(JsonElement output)
    {
        var type = Text(output, "type");
        return $"{(type.Length > 0 ? type : "?")}:{Text(output, "value")}";
    }

    private static string Item(FhirPathValue item)
    {
        var type = item.IsElement ? item.TypeName : char.ToLowerInvariant(item.TypeName[0]) + item.TypeName[1..];
        var sign = type switch { "date" or "dateTime" => "@", "time" => "@T", _ => "" };
        return $"{(type == "quantity" ? "Quantity" : type)}:{sign}{item.Text}";
    }

    private static bool Same(List<string> expected, List<string> actual) =>
        expected.Count == actual.Count && expected.Zip(actual).All(pair => pair.First.StartsWith("?:", StringComparison.Ordinal)
            ? pair.First[2..] == pair.Second[(pair.Second.IndexOf(':') + 1)..]
            : pair.First == pair.Second);

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
