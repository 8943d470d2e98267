namespace Carelake.X12;

/// <summary>
/// Claims (837): service lines add up to the claim, other payers' payments and adjustments to what was charged, lines count from one, and
/// what the subscriber's segment says fits whether the subscriber is the patient (005010X222A1, X223A2 and X224A2, front matter 1.4).
/// </summary>
internal sealed class X12ClaimRules(X12Teller teller) : X12SetRules(teller)
{
    private const int MostOtherPayers = 10;

    private readonly OtherPayer[] _payers = new OtherPayer[MostOtherPayers];
    private int _payerCount;
    private bool _hasClaim;
    private bool _isSummable;
    private X12Spot _claim;
    private long _claimCharge;
    private long _lineCharges;
    private int _lineCount;
    private int _diagnosisCount;
    private X12Spot _subscriber;
    private bool _hasSubscriber;
    private bool _isPatient;
    private bool _hasAddress;
    private bool _hasBirth;
    private long _lineCharge;
    private bool _hasLineCharge;
    private X12Spot _adjudication;
    private bool _hasAdjudication;
    private bool _isAdjudicationSummable;
    private long _linePaid;
    private long _lineAdjusted;
    private int _linePayer;

    private struct OtherPayer
    {
        public X12Spot Spot;
        public ulong Key;
        public bool IsSummable;
        public bool HasPaid;
        public long Paid;
        public long Adjusted;
    }

    public override void Begin()
    {
        _hasClaim = _hasSubscriber = _hasAdjudication = _isPatient = false;
    }

    public override void Take(in X12Segment segment, X12GuideSegment guide, int position)
    {
        switch (guide.Role)
        {
            case X12Role.Level:
                CloseClaim();
                CloseSubscriber();
                // HL04 is 0 when no dependent follows: then the subscriber is the patient.
                _isPatient = guide.Loop!.Id == "2000B" && segment.Element(4) is [(byte)'0'];
                break;
            case X12Role.Subscriber: TakeSubscriber(segment, guide, position); break;
            case X12Role.SubscriberAddress: _hasAddress = true; break;
            case X12Role.SubscriberBirth: _hasBirth = true; break;
            case X12Role.Claim: OpenClaim(segment, guide, position); break;
            case X12Role.Diagnoses: CountDiagnoses(segment); break;
            case X12Role.LineNumber: OpenLine(segment, guide, position); break;
            case X12Role.ServiceLine: TakeService(segment, guide, position); break;
            case X12Role.OtherSubscriber: OpenPayer(segment, guide, position); break;
            case X12Role.OtherPayerAdjustment: AdjustPayer(segment); break;
            case X12Role.OtherPayerPaid: PayPayer(segment); break;
            case X12Role.OtherPayerName when _payerCount > 0: _payers[_payerCount - 1].Key = X12CodeList.Key(segment.Element(9)); break;
            case X12Role.LineAdjudication: OpenAdjudication(segment, guide, position); break;
            case X12Role.LineAdjustment: AdjustLine(segment); break;
        }
    }

    public override void End()
    {
        CloseClaim();
        CloseSubscriber();
    }

    private void TakeSubscriber(in X12Segment segment, X12GuideSegment guide, int position)
    {
        _hasSubscriber = true;
        _hasAddress = _hasBirth = false;
        _subscriber = X12Spot.Of(segment, guide, position);
        var relationship = segment.Element(2);
        if (_isPatient && !relationship.SequenceEqual("18"u8))
            TellSituation(_subscriber, 2, "X12-0100", "SBR02", "Loop 2000B, SBR02 (relationship): no patient loop follows (HL04 is 0), so the subscriber is the patient and SBR02 must be 18.");
        else if (!_isPatient && !relationship.IsEmpty)
            TellSituation(_subscriber, 2, "X12-0100", "SBR02", "Loop 2000B, SBR02 (relationship): a patient loop follows (HL04 is 1), so SBR02 must be empty.");
    }

    private void CloseSubscriber()
    {
        if (_hasSubscriber && _isPatient && !(_hasAddress && _hasBirth))
        {
            var missing = _hasAddress ? "birth date (DMG)" : _hasBirth ? "address (N3, N4)" : "address (N3, N4) and birth date (DMG)";
            TellSituation(_subscriber, 0, "X12-0101", "2010BA", $"Loop 2010BA: the subscriber is the patient, so {missing} must be given.");
        }
        _hasSubscriber = false;
    }

    private void OpenClaim(in X12Segment segment, X12GuideSegment guide, int position)
    {
        CloseClaim();
        _hasClaim = true;
        _claim = X12Spot.Of(segment, guide, position);
        _isSummable = X12Amount.TryParse(segment.Element(2), out _claimCharge);
        _lineCharges = 0;
        _lineCount = _payerCount = _diagnosisCount = 0;
        _hasLineCharge = false;
    }

    private void CloseClaim()
    {
        CloseAdjudication();
        if (!_hasClaim) return;
        _hasClaim = false;
        if (_isSummable && _lineCount > 0 && _claimCharge != _lineCharges)
        {
            TellBalance(
                _claim, 2, "X12-0080", "CLM02",
                $"Loop 2300, CLM02 (total charge): claim total {X12Amount.Text(_claimCharge)} but service lines add to {X12Amount.Text(_lineCharges)}.");
        }
        for (var number = 0; number < _payerCount; number++)
            Balance(_payers[number]);
    }

    // AMT*D = CLM02 - CAS of 2320 - CAS of 2430 of the same payer (front matter 1.4.1, coordination of benefits).
    private void Balance(OtherPayer payer)
    {
        if (!payer.HasPaid || !payer.IsSummable || !_isSummable || payer.Paid == _claimCharge - payer.Adjusted) return;
        TellBalance(
            payer.Spot, 0, "X12-0081", "AMT02",
            $"Loop 2320: the other payer paid {X12Amount.Text(payer.Paid)} and adjusted {X12Amount.Text(payer.Adjusted)}, "
            + $"which do not add to the claim total {X12Amount.Text(_claimCharge)}.");
    }

    // One code of HI is one diagnosis; only the first HI segments hold diagnoses, so more pointers than codes are certainly wrong.
    private void CountDiagnoses(in X12Segment segment)
    {
        for (var element = 1; element <= segment.ElementCount; element++)
        {
            var value = segment.Element(element);
            if (value.StartsWith("ABK"u8) || value.StartsWith("ABF"u8) || value.StartsWith("BK"u8) || value.StartsWith("BF"u8)) _diagnosisCount++;
        }
    }

    private void OpenLine(in X12Segment segment, X12GuideSegment guide, int position)
    {
        CloseAdjudication();
        _lineCount++;
        _hasLineCharge = false;
        if (!X12Values.TryCount(segment.Element(1), out var number) || number != _lineCount)
            Teller.Tell(
                X12Spot.Of(segment, guide, position).Place(1), "X12-0073", SnipLevel.Guide, new(X12ErrorLevel.Business, "LX01"),
                $"Loop 2400, LX01 (line number): service lines must be numbered from 1 in each claim; this is line {_lineCount}.");
    }

    private void TakeService(in X12Segment segment, X12GuideSegment guide, int position)
    {
        _hasLineCharge = X12Amount.TryParse(segment.Element(guide.Id == "SV2" ? 3 : 2), out _lineCharge);
        _isSummable &= _hasLineCharge;
        _lineCharges += _lineCharge;
        if (guide.Id != "SV1") return;
        var pointers = segment.Element(7);
        while (!pointers.IsEmpty)
        {
            var end = pointers.IndexOf(segment.Delimiters.Component);
            var pointer = end < 0 ? pointers : pointers[..end];
            pointers = end < 0 ? default : pointers[(end + 1)..];
            // Without any diagnosis the missing HI was told already.
            if (_diagnosisCount > 0 && X12Values.TryCount(pointer, out var number) && (number < 1 || number > _diagnosisCount))
                TellSituation(X12Spot.Of(segment, guide, position), 7, "X12-0102", "SV107", $"Loop 2400, SV107 (diagnosis pointers): points to diagnosis {number}, but the claim has {_diagnosisCount}.");
        }
    }

    private void OpenPayer(in X12Segment segment, X12GuideSegment guide, int position)
    {
        if (_payerCount == MostOtherPayers) return;
        _payers[_payerCount++] = new() { Spot = X12Spot.Of(segment, guide, position), IsSummable = true };
    }

    private void AdjustPayer(in X12Segment segment)
    {
        if (_payerCount == 0) return;
        ref var payer = ref _payers[_payerCount - 1];
        payer.IsSummable &= TrySumOfAdjustments(segment, out var sum);
        payer.Adjusted += sum;
    }

    private void PayPayer(in X12Segment segment)
    {
        if (_payerCount == 0) return;
        ref var payer = ref _payers[_payerCount - 1];
        payer.HasPaid = true;
        payer.IsSummable &= X12Amount.TryParse(segment.Element(2), out payer.Paid);
    }

    private void OpenAdjudication(in X12Segment segment, X12GuideSegment guide, int position)
    {
        CloseAdjudication();
        _hasAdjudication = true;
        _adjudication = X12Spot.Of(segment, guide, position);
        _isAdjudicationSummable = X12Amount.TryParse(segment.Element(2), out _linePaid);
        _lineAdjusted = 0;
        var key = X12CodeList.Key(segment.Element(1));
        _linePayer = -1;
        for (var number = 0; number < _payerCount; number++)
            if (_payers[number].Key == key)
                _linePayer = number;
    }

    private void AdjustLine(in X12Segment segment)
    {
        var isSummable = TrySumOfAdjustments(segment, out var sum);
        _isAdjudicationSummable &= isSummable;
        _lineAdjusted += sum;
        if (_linePayer < 0) return;
        _payers[_linePayer].Adjusted += sum;
        _payers[_linePayer].IsSummable &= isSummable;
    }

    // SV102 - CAS of 2430 = SVD02, where the line was not bundled with another.
    private void CloseAdjudication()
    {
        if (!_hasAdjudication) return;
        _hasAdjudication = false;
        if (!_isAdjudicationSummable || !_hasLineCharge || _linePaid == _lineCharge - _lineAdjusted) return;
        TellBalance(
            _adjudication, 2, "X12-0082", "SVD02",
            $"Loop 2430, SVD02 (paid amount): paid {X12Amount.Text(_linePaid)} and adjusted {X12Amount.Text(_lineAdjusted)} do not add to the line's charge {X12Amount.Text(_lineCharge)}.");
    }
}
