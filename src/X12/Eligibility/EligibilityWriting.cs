namespace Carelake.X12.Eligibility;

/// <summary>Writes 270 transaction sets.</summary>
internal sealed class EligibilityWriting(X12Writer writer)
{
    private static readonly string[] PartyOrder = ["NM1", "REF", "N3", "N4", "PRV", "DMG", "INS", "HI", "DTP"];
    private readonly LevelWriting _levels = new(writer);

    public void Write(IReadOnlyList<EligibilityInquiry> inquiries, InquiryHeader header)
    {
        writer.BeginTransaction("270", header.ControlNumber, EligibilityFile.Version);
        writer.Write(
            "BHT", "0022", "13", header.Reference, DateOnly.FromDateTime(header.CreatedAt), TimeOnly.FromDateTime(header.CreatedAt).ToString("HHmm"));
        foreach (var inquiry in inquiries) Write(inquiry);
        writer.EndTransaction();
    }

    private void Write(EligibilityInquiry inquiry)
    {
        _levels.Open(0, "20", hasChildren: true, to => WriteParty(to, inquiry.Source));
        _levels.Open(1, "21", hasChildren: true, to => WriteParty(to, inquiry.Receiver));
        var isSelf = inquiry.Dependent is null;
        _levels.Open(
            2, "22", hasChildren: !isSelf, isShared: !isSelf, content: to =>
            {
                if (isSelf) WriteTrace(to, inquiry);
                WriteParty(to, inquiry.Subscriber, isSelf ? inquiry : null);
                if (isSelf) WriteQuestion(to, inquiry);
            });
        if (inquiry.Dependent is not { } dependent) return;
        _levels.Open(
            3, "23", hasChildren: false, isShared: false, content: to =>
            {
                WriteTrace(to, inquiry);
                WriteParty(to, dependent, inquiry, inquiry.DependentRelationshipCode);
                WriteQuestion(to, inquiry);
            });
    }

    private static void WriteTrace(X12Writer to, EligibilityInquiry inquiry) => to.Write("TRN", "1", inquiry.TraceNumber, inquiry.TraceOriginatorId);

    private static void WriteQuestion(X12Writer to, EligibilityInquiry inquiry) => to.Write("EQ", X12Value.Repetitions(inquiry.ServiceTypeCodes));

    private static void WriteParty(X12Writer to, Party party, EligibilityInquiry? asked = null, string? relationship = null)
    {
        var loop = new LoopWriting(PartyOrder);
        PartyReading.Write(loop, party);
        if (relationship is not null) loop.Add("INS", "N", relationship);
        if (asked?.FirstDate is { } first)
        {
            var date = asked.LastDate is { } last && last != first ? QualifiedDate.Between("291", first, last) : QualifiedDate.On("291", first);
            loop.Add("DTP", date.Qualifier, date.Format, date.Text);
        }
        loop.WriteTo(to);
    }
}
