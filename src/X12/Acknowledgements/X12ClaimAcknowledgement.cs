using System.Globalization;

namespace Carelake.X12;

/// <summary>The 277CA that answers the claims of one 837 (005010X214): each is accepted, or rejected with the status that fits what was found.</summary>
internal sealed class X12ClaimAcknowledgement(X12AcknowledgementOptions options)
{
    public const string Guide = "005010X214";

    private readonly List<Provider> _providers = [];
    private string _reference = "";
    private X12SegmentValue? _submitter;
    private X12SegmentValue? _receiver;
    private X12SegmentValue? _patient;
    private X12SegmentValue? _subscriber;
    private bool _isRejectedWhole;

    private sealed record Provider
    {
        public X12SegmentValue? Name { get; set; }
        public List<Claim> Claims { get; } = [];
    }

    private sealed record Claim(int Position, X12SegmentValue? Patient, string MemberId, string Number, string Charge)
    {
        public string DateFormat { get; set; } = "";
        public string Date { get; set; } = "";
        public SnipLevel? Worst { get; set; }
        public List<X12LineAnswer> Lines { get; } = [];

        public override string ToString() => $"claim at {Position}";
    }

    public void Begin(X12TransactionHeader header)
    {
        _providers.Clear();
        _reference = header.ControlNumber;
        _submitter = _receiver = _patient = _subscriber = null;
        _isRejectedWhole = false;
    }

    public void Take(in X12Segment segment, in X12SegmentPlace place)
    {
        switch (place.LoopId)
        {
            case "ST" when segment.Is("BHT"u8): _reference = segment.Text(3); break;
            case "1000A" when segment.Is("NM1"u8): _submitter = segment.ToValue(); break;
            case "1000B" when segment.Is("NM1"u8): _receiver = segment.ToValue(); break;
            case "2000A" when segment.Is("HL"u8): _providers.Add(new()); break;
            case "2010AA" when segment.Is("NM1"u8) && _providers.Count > 0: _providers[^1].Name = segment.ToValue(); break;
            case "2000B" when segment.Is("HL"u8): _patient = _subscriber = null; break;
            case "2010BA" when segment.Is("NM1"u8): _subscriber = segment.ToValue(); break;
            case "2010CA" when segment.Is("NM1"u8): _patient = segment.ToValue(); break;
            case "2300" when segment.Is("CLM"u8) && _providers.Count > 0:
                ForgetGoodLines();
                _providers[^1].Claims.Add(new(place.Position, _patient ?? _subscriber, MemberId(), segment.Text(1), segment.Text(2)));
                break;
            case "2400" when _providers.Count > 0 && _providers[^1].Claims.Count > 0: TakeInLine(segment, place.Position); break;
            case "2300" when segment.Is("DTP"u8): TakeDate(segment); break;
        }
    }

    private void TakeInLine(in X12Segment segment, int position)
    {
        var lines = _providers[^1].Claims[^1].Lines;
        if (segment.Is("LX"u8)) lines.Add(new(position, segment.Text(1)));
        else if (lines.Count > 0) lines[^1].Take(segment);
        if (segment.Is("DTP"u8)) TakeDate(segment);
    }

    // What is wrong with a line is told before the next claim begins.
    private void ForgetGoodLines()
    {
        if (_providers[^1].Claims is [.., var last]) last.Lines.RemoveAll(line => line.Worst is null);
    }

    /// <summary>Puts an error to the claim it lies in; one before the first claim rejects all.</summary>
    public void Take(X12Finding finding)
    {
        if (!finding.IsError) return;
        for (var number = _providers.Count - 1; number >= 0; number--)
        {
            var claim = _providers[number].Claims.FindLast(claim => claim.Position <= finding.Place.SegmentPosition);
            if (claim is null) continue;
            claim.Worst = Worse(claim.Worst, finding.Level);
            // Loops 2400 to 2440 are the line's.
            if (finding.Place.LoopId is ['2', '4', ..] && claim.Lines.FindLast(line => line.Position <= finding.Place.SegmentPosition) is { } line)
                line.Worst = Worse(line.Worst, finding.Level);
            return;
        }
        _isRejectedWhole = true;
    }

    private static SnipLevel Worse(SnipLevel? known, SnipLevel found) => known is { } worst && worst < found ? worst : found;

    /// <summary>Writes one transaction set, ST to SE.</summary>
    public void Write(X12AcknowledgementText text, int number)
    {
        var date = options.At.ToString("yyyyMMdd");
        var control = number.ToString("0000");
        text.BeginSet();
        text.Segment("ST", "277", control, Guide);
        text.Segment("BHT", "0085", "08", _reference, date, options.At.ToString("HHmm"), "TH");
        var level = 1;
        text.Segment("HL", "1", "", "20", "1");
        text.Segment("NM1", "AY", "2", Or(_receiver, 3, "RECEIVER"), "", "", "", "", "46", Or(_receiver, 9, "00"));
        text.Segment("TRN", "1", _reference);
        text.Segment("DTP", "050", "D8", date);
        text.Segment("DTP", "009", "D8", date);
        var all = _providers.SelectMany(provider => provider.Claims).ToList();
        text.Segment("HL", (++level).ToString(), "1", "21", _providers.Count > 0 ? "1" : "0");
        text.Segment("NM1", "41", Or(_submitter, 2, "2"), Or(_submitter, 3, "SUBMITTER"), Or(_submitter, 4, ""), Or(_submitter, 5, ""), "", "", "46", Or(_submitter, 9, "00"));
        text.Segment("TRN", "2", _reference);
        text.Segment("STC", Status(text, all.Count > 0 && all.TrueForAll(IsRejected) ? "A3:21" : "A1:19"), date, all.Count > 0 && all.TrueForAll(IsRejected) ? "U" : "WQ", Sum(all));
        WriteTotals(text, all, "90", "AA");
        foreach (var provider in _providers)
        {
            var parent = (++level).ToString();
            text.Segment("HL", parent, "2", "19", "1");
            text.Segment("NM1", "85", Or(provider.Name, 2, "2"), Or(provider.Name, 3, "PROVIDER"), Or(provider.Name, 4, ""), Or(provider.Name, 5, ""), "", "", Or(provider.Name, 8, "XX"), Or(provider.Name, 9, "00"));
            text.Segment("TRN", "1", "0");
            text.Segment("STC", Status(text, "A1:19"), "", "WQ", Sum(provider.Claims));
            WriteTotals(text, provider.Claims, "QA", "QC");
            foreach (var claim in provider.Claims)
            {
                text.Segment("HL", (++level).ToString(), parent, "PT");
                WriteClaim(text, claim, date);
            }
        }
        text.Segment("SE", (text.SegmentCount + 1).ToString(), control);
    }

    private void WriteClaim(X12AcknowledgementText text, Claim claim, string date)
    {
        text.Segment("NM1", "QC", "1", Or(claim.Patient, 3, "PATIENT"), Or(claim.Patient, 4, ""), Or(claim.Patient, 5, ""), "", "", "MI", claim.MemberId);
        text.Segment("TRN", "2", claim.Number);
        var isRejected = IsRejected(claim);
        text.Segment("STC", Status(text, isRejected ? StatusOf(claim.Worst) : "A2:20"), date, isRejected ? "U" : "WQ", claim.Charge);
        text.Segment("DTP", "472", claim.DateFormat.Length > 0 ? claim.DateFormat : "D8", claim.Date.Length > 0 ? claim.Date : date);
        foreach (var line in claim.Lines)
            if (line.Worst is { } worst) line.Write(text, Status(text, StatusOf(worst)), date);
    }

    // A dependent has no number of his own: his subscriber's stands for it.
    private string MemberId()
    {
        if (_patient?.Element(9) is { Length: > 1 } own) return own;
        return _subscriber?.Element(9) is { Length: > 1 } member ? member : "00";
    }

    // A7 invalid, A8 contradictory, A3 cannot be processed; 21 missing or invalid information, 400 the amounts do not balance.
    private static string StatusOf(SnipLevel? worst) => worst switch
    {
        SnipLevel.Balancing => "A8:400",
        SnipLevel.Situational => "A8:21",
        SnipLevel.TradingPartner => "A3:21",
        _ => "A7:21",
    };

    private bool IsRejected(Claim claim) => _isRejectedWhole || claim.Worst is not null;

    private void WriteTotals(X12AcknowledgementText text, List<Claim> claims, string accepted, string rejected)
    {
        var good = claims.Where(claim => !IsRejected(claim)).ToList();
        var bad = claims.Where(IsRejected).ToList();
        if (good.Count > 0) text.Segment("QTY", accepted, good.Count.ToString());
        if (bad.Count > 0) text.Segment("QTY", rejected, bad.Count.ToString());
        if (good.Count > 0) text.Segment("AMT", "YU", Sum(good));
        if (bad.Count > 0) text.Segment("AMT", "YY", Sum(bad));
    }

    private void TakeDate(in X12Segment segment)
    {
        if (_providers.Count == 0 || _providers[^1].Claims.Count == 0) return;
        var claim = _providers[^1].Claims[^1];
        if (claim.Date.Length > 0 || !(segment.Element(1).SequenceEqual("472"u8) || segment.Element(1).SequenceEqual("434"u8))) return;
        if (!(segment.Element(2).SequenceEqual("D8"u8) || segment.Element(2).SequenceEqual("RD8"u8))) return;
        claim.DateFormat = segment.Text(2);
        claim.Date = segment.Text(3);
    }

    private static string Sum(IEnumerable<Claim> claims)
    {
        var sum = 0m;
        foreach (var claim in claims)
            if (decimal.TryParse(claim.Charge, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var charge) && Math.Abs(charge) < 1_000_000_000_000m)
                sum += charge;
        return sum.ToString("0.##");
    }

    private static string Status(X12AcknowledgementText text, string status) => status.Replace(':', text.Component);

    private static string Or(X12SegmentValue? segment, int element, string otherwise) =>
        segment?.Element(element) is { Length: > 0 } value ? value : otherwise;
}
