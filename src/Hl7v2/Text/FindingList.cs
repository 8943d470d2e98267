using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>What is found while something is read; so many that a person stops reading are counted no further.</summary>
internal sealed class FindingList
{
    private const int Most = 200;
    private List<Finding>? _findings;

    public int Count => _findings?.Count ?? 0;

    public bool IsFull => Count >= Most;

    public void Add(string code, Severity severity, string path, int offset, string message)
    {
        if (!IsFull) (_findings ??= []).Add(new(code, severity, path, offset, message));
    }

    /// <summary>By place in the text; those about the whole first.</summary>
    public ImmutableArray<Finding> InOrder() => _findings is null ? [] : [.. _findings.OrderBy(finding => finding.Offset)];
}
