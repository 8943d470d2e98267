namespace Carelake.X12;

/// <summary>
/// Remittances (835): each line, each claim and the whole payment balance exactly (005010X221A1, front matter 1.10.2). A claim that was
/// forwarded, denied or reversed balances like any other.
/// </summary>
internal sealed class X12RemittanceRules(X12Teller teller) : X12SetRules(teller)
{
    private X12Spot _payment;
    private bool _hasPayment;
    private bool _isPaymentSummable;
    private long _paid;
    private long _claimsPaid;
    private long _providerAdjustments;
    private X12Spot _claim;
    private bool _hasClaim;
    private bool _isClaimSummable;
    private long _claimCharge;
    private long _claimPaid;
    private long _claimAdjusted;
    private long _lineCharges;
    private int _lineCount;
    private X12Spot _line;
    private bool _hasLine;
    private bool _isLineSummable;
    private long _lineCharge;
    private long _linePaid;
    private long _lineAdjusted;

    public override void Begin()
    {
        _hasPayment = _hasClaim = _hasLine = false;
        _claimsPaid = _providerAdjustments = 0;
        _isPaymentSummable = true;
    }

    public override void Take(in X12Segment segment, X12GuideSegment guide, int position)
    {
        switch (guide.Role)
        {
            case X12Role.Payment:
                _hasPayment = true;
                _payment = X12Spot.Of(segment, guide, position);
                _isPaymentSummable &= X12Amount.TryParse(segment.Element(2), out _paid);
                if (_isPaymentSummable && _paid < 0)
                    TellBalance(_payment, 2, "X12-0085", "BPR02", "BPR02 (amount) must not be negative: carry what is owed forward with PLB FB.");
                if (segment.Element(4).SequenceEqual("NON"u8) && _paid != 0)
                    TellSituation(_payment, 4, "X12-0103", "BPR04", $"BPR04 (method) says that no payment is made, but BPR02 pays {X12Amount.Text(_paid)}.");
                break;
            case X12Role.ClaimPayment: OpenClaim(segment, guide, position); break;
            case X12Role.ClaimAdjustment:
                _isClaimSummable &= TrySumOfAdjustments(segment, out var claimSum);
                _claimAdjusted += claimSum;
                break;
            case X12Role.ServicePayment: OpenLine(segment, guide, position); break;
            case X12Role.ServiceAdjustment:
                _isLineSummable &= TrySumOfAdjustments(segment, out var lineSum);
                _lineAdjusted += lineSum;
                break;
            case X12Role.ProviderAdjustment: AdjustProvider(segment); break;
        }
    }

    public override void End()
    {
        CloseClaim();
        if (!_hasPayment || !_isPaymentSummable || _paid == _claimsPaid - _providerAdjustments) return;
        TellBalance(
            _payment, 2, "X12-0083", "BPR02",
            $"BPR02 (amount): payment {X12Amount.Text(_paid)} but claims paid {X12Amount.Text(_claimsPaid)} less provider adjustments "
            + $"{X12Amount.Text(_providerAdjustments)} make {X12Amount.Text(_claimsPaid - _providerAdjustments)}.");
    }

    private void OpenClaim(in X12Segment segment, X12GuideSegment guide, int position)
    {
        CloseClaim();
        _hasClaim = true;
        _claim = X12Spot.Of(segment, guide, position);
        _isClaimSummable = X12Amount.TryParse(segment.Element(3), out _claimCharge);
        var isPaidRead = X12Amount.TryParse(segment.Element(4), out _claimPaid);
        _isClaimSummable &= isPaidRead;
        _isPaymentSummable &= isPaidRead;
        _claimsPaid += _claimPaid;
        _claimAdjusted = _lineCharges = 0;
        _lineCount = 0;
    }

    private void OpenLine(in X12Segment segment, X12GuideSegment guide, int position)
    {
        CloseLine();
        _hasLine = true;
        _line = X12Spot.Of(segment, guide, position);
        _isLineSummable = X12Amount.TryParse(segment.Element(2), out _lineCharge);
        _isLineSummable &= X12Amount.TryParse(segment.Element(3), out _linePaid);
        _lineAdjusted = 0;
        _lineCount++;
        _lineCharges += _lineCharge;
    }

    private void CloseLine()
    {
        if (!_hasLine) return;
        _hasLine = false;
        _isClaimSummable &= _isLineSummable;
        _claimAdjusted += _lineAdjusted;
        if (!_isLineSummable || _linePaid == _lineCharge - _lineAdjusted) return;
        TellBalance(
            _line, 3, "X12-0084", "SVC",
            $"Loop 2110, SVC03 (paid): charge {X12Amount.Text(_lineCharge)} less adjustments {X12Amount.Text(_lineAdjusted)} makes "
            + $"{X12Amount.Text(_lineCharge - _lineAdjusted)}, but {X12Amount.Text(_linePaid)} is paid.");
    }

    private void CloseClaim()
    {
        CloseLine();
        if (!_hasClaim) return;
        _hasClaim = false;
        if (!_isClaimSummable) return;
        if (_claimPaid != _claimCharge - _claimAdjusted)
        {
            TellBalance(
                _claim, 4, "X12-0086", "CLP",
                $"Loop 2100, CLP04 (paid): charge {X12Amount.Text(_claimCharge)} less all adjustments {X12Amount.Text(_claimAdjusted)} makes "
                + $"{X12Amount.Text(_claimCharge - _claimAdjusted)}, but {X12Amount.Text(_claimPaid)} is paid.");
        }
        // Payers bundle lines, so this is no error.
        if (_lineCount > 0 && _lineCharges != _claimCharge)
            Teller.Tell(
                _claim.Place(3), "X12-0087", SnipLevel.Balancing, new(X12ErrorLevel.Business, "CLP03"),
                $"Loop 2100, CLP03 (charge): claim charge {X12Amount.Text(_claimCharge)} but service lines add to {X12Amount.Text(_lineCharges)}.",
                Carelake.Core.Severity.Warning);
    }

    // Positive amounts reduce the payment.
    private void AdjustProvider(in X12Segment segment)
    {
        CloseClaim();
        for (var element = 4; element <= 14; element += 2)
        {
            _isPaymentSummable &= TryAmount(segment, element, out var amount);
            _providerAdjustments += amount;
        }
    }
}
