namespace Carelake.X12;

/// <summary>Premium payments (820): what is paid for each is the whole payment (005010X218; see docs/spec-readings.md).</summary>
internal sealed class X12PremiumRules(X12Teller teller) : X12SetRules(teller)
{
    private X12Spot _payment;
    private bool _hasPayment;
    private bool _isSummable;
    private long _paid;
    private long _parts;

    public override void Begin()
    {
        _hasPayment = false;
        _isSummable = true;
        _parts = 0;
    }

    public override void Take(in X12Segment segment, X12GuideSegment guide, int position)
    {
        long amount = 0;
        switch (guide.Role)
        {
            case X12Role.Payment:
                _hasPayment = true;
                _payment = X12Spot.Of(segment, guide, position);
                _isSummable &= X12Amount.TryParse(segment.Element(2), out _paid);
                break;
            case X12Role.PremiumAmount: _isSummable &= TryAmount(segment, 4, out amount); break;
            case X12Role.PremiumAdjustment: _isSummable &= TryAmount(segment, 1, out amount); break;
        }
        _parts += amount;
    }

    public override void End()
    {
        if (_hasPayment && _isSummable && _paid != _parts)
            TellBalance(_payment, 2, "X12-0088", "BPR02", $"BPR02 (amount): payment {X12Amount.Text(_paid)} but premiums and adjustments add to {X12Amount.Text(_parts)}.");
    }
}
