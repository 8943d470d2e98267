using System.Buffers;
using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>Writes 837 transaction sets. Claims in a row that share billing provider, subscriber or patient share their hierarchical level.</summary>
internal sealed class ClaimWriting(X12Writer writer, ClaimKind kind)
{
    private int _level;
    private int _billingLevel;
    private int _subscriberLevel;

    public void Write(ClaimSubmission submission)
    {
        writer.BeginTransaction("837", submission.ControlNumber, ClaimGuide.Version(kind));
        writer.Write(
            "BHT", "0019", submission.PurposeCode, submission.Reference, DateOnly.FromDateTime(submission.CreatedAt),
            TimeOnly.FromDateTime(submission.CreatedAt).ToString("HHmm"), submission.ClaimTypeCode);
        WriteSegments(submission.Others);
        WriteParty(submission.Submitter);
        WriteParty(submission.Receiver);
        WriteLoops(submission.Others);
        WriteHierarchy(submission);
        writer.EndTransaction();
    }

    // What two claims share is what would be written alike for both.
    private void WriteHierarchy(ClaimSubmission submission)
    {
        byte[]? billing = null, subscriber = null, patient = null;
        var claims = submission.Claims;
        for (var index = 0; index < claims.Length; index++)
        {
            var claim = claims[index];
            var nextBilling = Bytes(inner => inner.WriteBilling(claim));
            if (billing is null || !billing.AsSpan().SequenceEqual(nextBilling))
            {
                _billingLevel = WriteLevel(0, "20", hasChildren: true);
                WriteBilling(claim);
                (billing, subscriber, patient) = (nextBilling, null, null);
            }
            var nextSubscriber = Bytes(inner => inner.WriteSubscriber(claim));
            if (subscriber is null || !subscriber.AsSpan().SequenceEqual(nextSubscriber))
            {
                _subscriberLevel = WriteLevel(_billingLevel, "22", hasChildren: claim.Patient is not null);
                WriteSubscriber(claim);
                (subscriber, patient) = (nextSubscriber, null);
            }
            if (claim.Patient is { } dependent)
            {
                var nextPatient = Bytes(inner => inner.WritePatient(dependent));
                if (patient is null || !patient.AsSpan().SequenceEqual(nextPatient))
                {
                    WriteLevel(_subscriberLevel, "23", hasChildren: false);
                    WritePatient(dependent);
                    patient = nextPatient;
                }
            }
            WriteClaim(claim);
        }
    }

    private byte[] Bytes(Action<ClaimWriting> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new ClaimWriting(new X12Writer(buffer, writer.Delimiters), kind));
        return buffer.WrittenSpan.ToArray();
    }

    private int WriteLevel(int parent, string code, bool hasChildren)
    {
        writer.Write("HL", ++_level, parent == 0 ? (int?)null : parent, code, hasChildren ? "1" : "0");
        return _level;
    }

    private void WriteBilling(Claim claim)
    {
        if (claim.BillingProvider.TaxonomyCode is { } taxonomy)
            writer.Write("PRV", claim.BillingProvider.ProviderRoleCode ?? "BI", "PXC", taxonomy);
        if (claim.CurrencyCode is { } currency) writer.Write("CUR", "85", currency);
        WriteSegments(claim.BillingOthers);
        WriteParty(claim.BillingProvider, hasProviderSegment: false);
        if (claim.PayToAddress is { } address) WriteParty(address);
        if (claim.PayToPlan is { } plan) WriteParty(plan);
        WriteLoops(claim.BillingOthers);
    }

    private void WriteSubscriber(Claim claim)
    {
        var subscriber = claim.Subscriber;
        writer.Write(
            "SBR", subscriber.PayerResponsibilityCode, claim.Patient is null ? "18" : null, subscriber.GroupNumber, subscriber.GroupName,
            subscriber.InsuranceTypeCode, default, default, default, subscriber.FilingIndicatorCode);
        WritePatientFacts(null, subscriber.DeathDate, subscriber.WeightPounds, subscriber.IsPregnant);
        WriteSegments(subscriber.Others);
        WriteParty(subscriber.Person);
        WriteParty(claim.Payer);
        WriteLoops(subscriber.Others);
    }

    private void WritePatient(DependentPatient patient)
    {
        WritePatientFacts(patient.RelationshipCode, patient.DeathDate, patient.WeightPounds, patient.IsPregnant);
        WriteSegments(patient.Others);
        WriteParty(patient.Person);
        WriteLoops(patient.Others);
    }

    // Of what the model has no place for, the segments of the level stand before its loops, which all begin with NM1.
    private void WriteSegments(ImmutableArray<X12SegmentValue> others)
    {
        foreach (var segment in others.TakeWhile(segment => segment.Id != "NM1")) writer.Write(segment.View);
    }

    private void WriteLoops(ImmutableArray<X12SegmentValue> others)
    {
        foreach (var segment in others.SkipWhile(segment => segment.Id != "NM1")) writer.Write(segment.View);
    }

    private void WritePatientFacts(string? relationship, DateOnly? death, decimal? weight, bool isPregnant)
    {
        if (relationship is null && death is null && weight is null && !isPregnant) return;
        writer.Write(
            "PAT", relationship, default, default, default, death is null ? null : "D8", death, weight is null ? null : "01", weight,
            isPregnant ? "Y" : null);
    }

    private void WriteClaim(Claim claim)
    {
        var loop = new LoopWriting(ClaimGuide.Claim);
        loop.Add(
            "CLM", claim.PatientControlNumber, claim.BilledAmount, default, default,
            X12Value.Composite(claim.FacilityCode, ClaimGuide.FacilityQualifier(kind), claim.FrequencyCode),
            claim.ProviderSignatureCode, claim.AssignmentCode, claim.BenefitsAssignmentCode, claim.ReleaseOfInformationCode,
            claim.PatientSignatureSourceCode,
            claim.RelatedCauses is { } causes ? X12Value.Composite(causes.First, causes.Second, default, causes.State, causes.Country) : default,
            claim.SpecialProgramCode, default, default, default, default, default, default, claim.SubmissionReasonCode, claim.DelayReasonCode);
        if (claim.Stay is { } stay) loop.Add("CL1", stay.AdmissionTypeCode, stay.AdmissionSourceCode, stay.PatientStatusCode);
        if (claim.Orthodontics is { } teeth) loop.Add("DN1", teeth.TotalMonths, teeth.RemainingMonths, teeth.TreatmentIndicator, teeth.Description);
        foreach (var tooth in claim.ToothStatuses) loop.Add("DN2", tooth.ToothCode, tooth.StatusCode, default, default, default, "JP");
        AddFacts(loop, claim.Dates, claim.Amounts, claim.References, claim.Attachments, claim.Notes, claim.Others);
        AddCodes(loop, claim);
        loop.WriteTo(writer);
        foreach (var provider in claim.Providers.OrderBy(party => ClaimGuide.ProviderRank(kind, party.EntityCode))) WriteParty(provider);
        foreach (var other in claim.OtherSubscribers) WriteOtherSubscriber(other);
        foreach (var line in claim.Lines) WriteLine(line);
    }

    // At most twelve codes a segment.
    private void AddCodes(LoopWriting loop, Claim claim)
    {
        var waiting = new List<X12Value>();
        string? segment = null;
        foreach (var code in claim.Codes)
        {
            var next = ClaimGuide.SegmentOf(kind, code.Qualifier);
            if (waiting.Count > 0 && (next != segment || waiting.Count == 12)) Flush();
            segment = next;
            waiting.Add(X12Value.Composite(
                code.Qualifier, code.Code, code.Date?.Format, code.Date?.Text, code.Amount, code.Quantity, default, default, code.PresentOnAdmissionCode));
        }
        if (waiting.Count > 0) Flush();

        void Flush()
        {
            loop.Add("HI", [.. waiting]);
            waiting.Clear();
        }
    }

    private static void AddFacts(
        LoopWriting loop, IEnumerable<QualifiedDate> dates, IEnumerable<QualifiedAmount> amounts, IEnumerable<Reference> references,
        IEnumerable<Attachment> attachments, IEnumerable<Note> notes, IEnumerable<X12SegmentValue> others)
    {
        foreach (var date in dates) loop.Add("DTP", date.Qualifier, date.Format, date.Text);
        foreach (var amount in amounts) loop.Add("AMT", amount.Qualifier, amount.Amount);
        foreach (var reference in references) loop.Add("REF", reference.Qualifier, reference.Value, reference.Description);
        foreach (var paper in attachments)
            loop.Add("PWK", paper.ReportTypeCode, paper.TransmissionCode, default, default, paper.ControlNumber is null ? null : "AC", paper.ControlNumber);
        foreach (var note in notes) loop.Add("NTE", note.Code, note.Text);
        foreach (var other in others) loop.Add(other);
    }

    private void WriteOtherSubscriber(OtherSubscriber other)
    {
        var loop = new LoopWriting(ClaimGuide.OtherSubscriber);
        loop.Add(
            "SBR", other.PayerResponsibilityCode, other.RelationshipCode, other.GroupNumber, other.GroupName, other.InsuranceTypeCode,
            default, default, default, other.FilingIndicatorCode);
        AdjustmentWriting.Add(loop, other.Adjustments);
        foreach (var amount in other.Amounts) loop.Add("AMT", amount.Qualifier, amount.Amount);
        loop.Add("OI", default, default, other.BenefitsAssignmentCode, other.PatientSignatureSourceCode, default, other.ReleaseOfInformationCode);
        foreach (var segment in other.Others) loop.Add(segment);
        loop.WriteTo(writer);
        WriteParty(other.Person);
        WriteParty(other.Payer);
        foreach (var provider in other.Providers.OrderBy(party => ClaimGuide.OtherPayerProviderRank(kind, party.EntityCode))) WriteParty(provider);
    }

    private void WriteLine(ClaimLine line)
    {
        var loop = new LoopWriting(ClaimGuide.Line);
        loop.Add("LX", line.Number);
        AddService(loop, line);
        foreach (var tooth in line.Teeth)
            loop.Add("TOO", "JP", tooth.Code, X12Value.Composite([.. tooth.Surfaces.Select(surface => (X12Value)surface.ToString())]));
        foreach (var quantity in line.Quantities) loop.Add("QTY", quantity.Qualifier, quantity.Quantity);
        AddFacts(loop, line.Dates, line.Amounts, line.References, line.Attachments, line.Notes, line.Others);
        loop.WriteTo(writer);
        if (line.Drug is { } drug) WriteDrug(drug);
        foreach (var provider in line.Providers.OrderBy(party => ClaimGuide.LineProviderRank(kind, party.EntityCode))) WriteParty(provider);
        foreach (var adjudication in line.Adjudications) WriteAdjudication(adjudication);
        foreach (var segment in line.Forms) writer.Write(segment.View);
    }

    private void AddService(LoopWriting loop, ClaimLine line)
    {
        var service = line.Service?.ToValue() ?? default;
        var pointers = X12Value.Composite([.. line.DiagnosisPointers.Select(pointer => (X12Value)pointer)]);
        switch (kind)
        {
            case ClaimKind.Institutional:
                loop.Add("SV2", line.RevenueCode, service, line.BilledAmount, line.UnitCode, line.Quantity, default, line.NonCoveredAmount);
                break;
            case ClaimKind.Dental:
                var areas = X12Value.Composite([.. line.OralCavityAreas.Select(area => (X12Value)area)]);
                loop.Add(
                    "SV3", service, line.BilledAmount, line.FacilityCode, areas, line.ProsthesisCode, line.Quantity, default, default, default,
                    default, pointers);
                break;
            default:
                loop.Add(
                    "SV1", service, line.BilledAmount, line.UnitCode, line.Quantity, line.FacilityCode, default, pointers, default,
                    line.IsEmergency ? "Y" : null, default, line.IsEpsdt ? "Y" : null, line.IsFamilyPlanning ? "Y" : null, default, default,
                    line.CopayStatusCode);
                break;
        }
    }

    private void WriteDrug(Drug drug)
    {
        var loop = new LoopWriting(ClaimGuide.Drug);
        loop.Add("LIN", default, "N4", drug.Ndc);
        if (drug.Quantity is not null || drug.UnitCode is not null)
            loop.Add("CTP", default, default, default, drug.Quantity, X12Value.Composite(drug.UnitCode));
        foreach (var reference in drug.References) loop.Add("REF", reference.Qualifier, reference.Value, reference.Description);
        foreach (var other in drug.Others) loop.Add(other);
        loop.WriteTo(writer);
    }

    private void WriteAdjudication(LineAdjudication adjudication)
    {
        var loop = new LoopWriting(ClaimGuide.Adjudication);
        loop.Add(
            "SVD", adjudication.PayerId, adjudication.PaidAmount, adjudication.Service?.ToValue() ?? default, adjudication.RevenueCode,
            adjudication.PaidUnits, adjudication.BundledLineNumber);
        AdjustmentWriting.Add(loop, adjudication.Adjustments);
        foreach (var date in adjudication.Dates) loop.Add("DTP", date.Qualifier, date.Format, date.Text);
        foreach (var amount in adjudication.Amounts) loop.Add("AMT", amount.Qualifier, amount.Amount);
        foreach (var other in adjudication.Others) loop.Add(other);
        loop.WriteTo(writer);
    }

    private void WriteParty(Party party, bool hasProviderSegment = true)
    {
        var loop = new LoopWriting(ClaimGuide.Party);
        PartyReading.Write(loop, party, hasProviderSegment);
        loop.WriteTo(writer);
    }
}
