namespace Carelake.X12;

/// <summary>Rules that look at more than one segment of a transaction set: SNIP 3 to 5. One object serves one set after the other.</summary>
internal abstract class X12SetRules(X12Teller teller)
{
    protected X12Teller Teller => teller;

    /// <summary>A transaction set begins.</summary>
    public abstract void Begin();

    /// <summary>A segment with a role.</summary>
    public abstract void Take(in X12Segment segment, X12GuideSegment guide, int position);

    /// <summary>The transaction set ends.</summary>
    public abstract void End();

    /// <summary>The rules for a kind of transaction set; null when it has none.</summary>
    public static X12SetRules? For(string transactionSetId, X12Teller teller) => transactionSetId switch
    {
        "837" => new X12ClaimRules(teller),
        "835" => new X12RemittanceRules(teller),
        "820" => new X12PremiumRules(teller),
        _ => null,
    };

    /// <summary>Adds an amount of an element; amounts that are none were told of before and make sums unusable.</summary>
    protected static bool TryAmount(in X12Segment segment, int element, out long amount)
    {
        var text = segment.Element(element);
        amount = 0;
        return text.IsEmpty || X12Amount.TryParse(text, out amount);
    }

    /// <summary>The amounts of a CAS, in 03, 06, 09, 12, 15 and 18.</summary>
    protected static bool TrySumOfAdjustments(in X12Segment segment, out long sum)
    {
        sum = 0;
        for (var element = 3; element <= 18; element += 3)
        {
            if (!TryAmount(segment, element, out var amount)) return false;
            sum += amount;
        }
        return true;
    }

    protected void TellBalance(X12Spot spot, int element, string code, string rule, string message) =>
        teller.Tell(spot.Place(element), code, SnipLevel.Balancing, new(X12ErrorLevel.Business, rule), message);

    protected void TellSituation(X12Spot spot, int element, string code, string rule, string message, Carelake.Core.Severity severity = Carelake.Core.Severity.Error) =>
        teller.Tell(spot.Place(element), code, SnipLevel.Situational, new(X12ErrorLevel.Business, rule), message, severity);
}

/// <summary>A segment's place kept without its bytes, for what is told later.</summary>
internal readonly record struct X12Spot(X12GuideSegment Guide, long ByteOffset, long SegmentNumber, int Position)
{
    public static X12Spot Of(in X12Segment segment, X12GuideSegment guide, int position) => new(guide, segment.ByteOffset, segment.SegmentNumber, position);

    public X12Place Place(int element) => new(Guide.Id, ByteOffset, SegmentNumber, Position, Guide.Loop!.Id, element);
}
