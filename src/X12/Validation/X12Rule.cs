namespace Carelake.X12;

/// <summary>A rule given as data (SNIP 4, 6 and 7). Its form is in docs/guides/x12-rules.md.</summary>
public sealed class X12Rule
{
    internal X12Rule(string id, SnipLevel level, string guide, string loop, IReadOnlyList<X12RuleTest> when, bool forbids, X12RuleTest then, string message)
    {
        Id = id;
        Level = level;
        Guide = guide;
        Loop = loop;
        When = when;
        Forbids = forbids;
        Then = then;
        Message = message;
    }

    /// <summary>Names it in findings.</summary>
    public string Id { get; }

    /// <summary>Situational, product or trading partner.</summary>
    public SnipLevel Level { get; }

    /// <summary>A guide's version, or a transaction set's id for all its guides.</summary>
    public string Guide { get; }

    /// <summary>The loop it looks at, with all loops within.</summary>
    public string Loop { get; }

    /// <summary>What is told when it is broken.</summary>
    public string Message { get; }

    internal IReadOnlyList<X12RuleTest> When { get; }

    internal bool Forbids { get; }

    internal X12RuleTest Then { get; }

    internal bool AppliesTo(X12Guide guide) => Guide == guide.Version || Guide == guide.TransactionSetId;
}
