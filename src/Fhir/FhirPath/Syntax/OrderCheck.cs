using Carelake.Core;
using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Functions;

namespace Carelake.Fhir.FhirPath.Syntax;

/// <summary>Finds places taken in collections without an order (N1, section 5.8: the order of <c>children()</c> is undefined).</summary>
internal static class OrderCheck
{
    /// <summary>The first such place; null when there is none.</summary>
    public static Issue? Find(Node node) => node switch
    {
        IndexerNode indexer => IsUnordered(indexer.Focus) ? Found() : Find(indexer.Focus),
        FunctionNode { Function.Name: "first" or "last" or "tail" or "skip" or "take" } function => IsUnordered(function.Focus) ? Found() : Find(function.Focus),
        FunctionNode function => Find(function.Focus) ?? function.Arguments.Select(Find).FirstOrDefault(issue => issue is not null),
        MemberNode { Focus: { } focus } => Find(focus),
        AsNode cast => Find(cast.Focus),
        _ => null,
    };

    private static bool IsUnordered(Node node) => node switch
    {
        FunctionNode { Function.Name: "children" or "descendants" } => true,
        FunctionNode { Function.Name: "where" or "select" or "repeat" or "distinct" } function => IsUnordered(function.Focus),
        MemberNode { Focus: { } focus } => IsUnordered(focus),
        AsNode cast => IsUnordered(cast.Focus),
        _ => false,
    };

    private static Issue Found() =>
        new("FHIR-0603", Severity.Error, "", "Items are taken by their place from a collection that has no order.");
}
