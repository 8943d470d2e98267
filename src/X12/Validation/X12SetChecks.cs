using Carelake.Core.Identifiers;

namespace Carelake.X12;

/// <summary>All checks of one guide's transaction sets, made once and used for one set after the other.</summary>
internal sealed class X12SetChecks
{
    private readonly X12Teller _teller;
    private readonly X12ElementChecks? _elements;
    private readonly X12LevelRules? _levels;
    private readonly X12SetRules? _sums;
    private readonly X12RuleChecks? _rules;
    private readonly X12CodeSetChecks _codeSets;
    private readonly bool _checksNpi;

    public X12SetChecks(X12Guide guide, X12ParserOptions options, X12Teller teller, X12CodeSetChecks codeSets)
    {
        _teller = teller;
        _codeSets = codeSets;
        if (options.ChecksElements) _elements = new(teller, codeSets);
        if (options.ChecksElements && teller.Wants(SnipLevel.Guide)) _levels = new(teller);
        if (teller.Wants(SnipLevel.Balancing)) _sums = X12SetRules.For(guide.TransactionSetId, teller);
        if (teller.Wants(SnipLevel.Situational)) _rules = X12RuleChecks.For(guide, options.Rules, teller);
        _checksNpi = teller.Wants(SnipLevel.CodeSet);
    }

    public void Begin()
    {
        _levels?.Begin();
        _sums?.Begin();
        _rules?.Begin();
    }

    public void Take(in X12Segment segment, X12Route route, int position)
    {
        var guide = route.Target;
        _elements?.Check(segment, guide, position);
        _rules?.Take(segment, route, position);
        if (guide.CodedElements is not null && _elements is not null && _codeSets.IsWanted) _codeSets.Take(segment, guide, position);
        if (guide.Role == X12Role.None) return;
        if (guide.Role == X12Role.Level) _levels?.Take(segment, guide, position);
        if (_checksNpi && guide.Id == "NM1") CheckNpi(segment, guide, position);
        _sums?.Take(segment, guide, position);
    }

    public void End()
    {
        _levels?.End();
        _sums?.End();
        _rules?.End();
    }

    private static bool IsNpi(ReadOnlySpan<byte> value)
    {
        const int Length = 10;
        if (value.Length != Length) return false;
        Span<char> digits = stackalloc char[Length];
        for (var at = 0; at < Length; at++) digits[at] = (char)value[at];
        return Npi.IsValid(digits);
    }

    private void CheckNpi(in X12Segment segment, X12GuideSegment guide, int position)
    {
        if (!segment.Element(8).SequenceEqual("XX"u8) || segment.Element(9).IsEmpty) return;
        if (IsNpi(segment.Element(9))) return;
        _teller.Tell(
            X12Spot.Of(segment, guide, position).Place(9), "X12-0121", SnipLevel.CodeSet, new(X12ErrorLevel.Business, "NPI"),
            $"Loop {guide.Loop!.Id}, NM109 (identifier): this is no National Provider Identifier, its check digit is wrong.");
    }
}
