namespace Carelake.X12;

/// <summary>A service line of a claim that is answered (005010X214, loop 2220D): only rejected ones are written.</summary>
/// <param name="position">Of its LX segment, from 1, which is ST.</param>
/// <param name="number">LX01.</param>
internal sealed class X12LineAnswer(int position, string number)
{
    private const int MostServiceComponents = 6;

    private string _service = "";
    private string _revenue = "";
    private string _charge = "";
    private string _units = "";
    private string _reference = number;
    private string _dateFormat = "";
    private string _date = "";

    /// <summary>Where the line begins.</summary>
    public int Position => position;

    /// <summary>The lowest level of what is wrong with it; null for nothing.</summary>
    public SnipLevel? Worst { get; set; }

    /// <summary>Takes a segment of loop 2400.</summary>
    public void Take(in X12Segment segment)
    {
        if (segment.Is("SV1"u8)) Service(segment, service: 1, charge: 2, units: 4);
        else if (segment.Is("SV2"u8))
        {
            _revenue = segment.Text(1);
            Service(segment, service: 2, charge: 3, units: 5);
        }
        else if (segment.Is("SV3"u8)) Service(segment, service: 1, charge: 2, units: 6);
        else if (segment.Is("REF"u8) && segment.Element(1).SequenceEqual("6R"u8)) _reference = segment.Text(2);
        else if (segment.Is("DTP"u8) && segment.Element(1).SequenceEqual("472"u8)) (_dateFormat, _date) = (segment.Text(2), segment.Text(3));
    }

    /// <summary>Writes SVC, STC, REF and DTP.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="status">STC01.</param>
    /// <param name="date">CCYYMMDD of the answer.</param>
    public void Write(X12AcknowledgementText text, string status, string date)
    {
        // A line without a procedure is known by its revenue code.
        var (service, revenue) = _service.Length > 0 ? (_service, _revenue) : ($"NU{text.Component}{_revenue}", "");
        text.Segment("SVC", service, _charge.Length > 0 ? _charge : "0", "", revenue, "", "", _units);
        text.Segment("STC", status, date, "U");
        if (_reference.Length > 0) text.Segment("REF", "FJ", _reference);
        if (_dateFormat is "D8" or "RD8") text.Segment("DTP", "472", _dateFormat, _date);
    }

    // A description, after qualifier, code and four modifiers, has no place in the answer.
    private void Service(in X12Segment segment, int service, int charge, int units)
    {
        var parts = segment.Text(service).Split((char)segment.Delimiters.Component);
        _service = string.Join((char)segment.Delimiters.Component, parts.Take(MostServiceComponents)).TrimEnd((char)segment.Delimiters.Component);
        (_charge, _units) = (segment.Text(charge), segment.Text(units));
    }
}
