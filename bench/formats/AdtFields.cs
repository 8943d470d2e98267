using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.FormatBench;

/// <summary>The fields of an ADT message that an interface stores, each decoded into a value of its own: what the peers decode as well (hl7-peer.mjs, hl7_peer.py).</summary>
internal static class AdtFields
{
    /// <summary>Parses and decodes; the answer is the number of characters and date parts decoded, so that nothing can be left out.</summary>
    public static long Decode(ReadOnlyMemory<byte> bytes)
    {
        var message = Hl7Message.Parse(bytes).Value;
        var adt = AdtMessage.Of(message);
        var sum = Header(adt);
        foreach (var patient in adt.Patients) sum += Patient(patient);
        return sum;
    }

    private static long Header(AdtMessage adt)
    {
        var header = adt.Header;
        return Length(header.SendingApplication.NamespaceId) + Length(header.SendingFacility.NamespaceId) + Length(header.ReceivingApplication.NamespaceId)
            + Length(header.ReceivingFacility.NamespaceId) + When(header.DateTimeOfMessage) + Length(header.MessageType.MessageCode)
            + Length(header.MessageType.TriggerEvent) + Length(header.MessageControlId) + Length(header.ProcessingId.ProcessingId)
            + Length(header.VersionId.VersionId) + When(adt.Event.RecordedDateTime) + When(adt.Event.EventOccurred);
    }

    private static long Patient(PatientEntry patient)
    {
        var person = patient.Identification;
        var sum = When(person.DateTimeOfBirth) + Length(person.AdministrativeSex) + Length(person.MaritalStatus.Identifier) + Length(person.Race.First.Identifier)
            + Length(person.PatientAccountNumber.IdNumber) + Length(person.SsnNumberPatient) + When(person.PatientDeathDateAndTime) + Length(person.PatientDeathIndicator);
        for (var index = 0; index < person.PatientIdentifierList.Count; index++)
        {
            var id = person.PatientIdentifierList[index];
            sum += Length(id.IdNumber) + Length(id.AssigningAuthority.NamespaceId) + Length(id.IdentifierTypeCode);
        }
        for (var index = 0; index < person.PatientName.Count; index++) sum += Name(person.PatientName[index]);
        for (var index = 0; index < person.PatientAddress.Count; index++) sum += Address(person.PatientAddress[index]);
        for (var index = 0; index < person.PhoneNumberHome.Count; index++) sum += Length(person.PhoneNumberHome[index].TelephoneNumber);
        return sum + Visit(patient.Visit) + Others(patient);
    }

    private static long Visit(Pv1Segment visit)
    {
        var (place, prior) = (visit.AssignedPatientLocation, visit.PriorPatientLocation);
        return Length(visit.PatientClass) + Length(place.PointOfCare) + Length(place.Room) + Length(place.Bed) + Length(place.Facility.NamespaceId)
            + Length(prior.PointOfCare) + Length(prior.Room) + Length(prior.Bed) + Length(visit.AdmissionType) + Doctor(visit.AttendingDoctor) + Doctor(visit.ReferringDoctor)
            + Doctor(visit.ConsultingDoctor) + Length(visit.HospitalService) + Length(visit.AdmitSource) + Length(visit.VisitNumber.IdNumber)
            + Length(visit.DischargeDisposition) + When(visit.AdmitDateTime) + When(visit.DischargeDateTime.First);
    }

    private static long Others(PatientEntry patient)
    {
        long sum = 0;
        foreach (var kin in patient.NextOfKin)
            sum += Name(kin.NkName.First) + Length(kin.Relationship.Identifier) + Length(kin.PhoneNumber.First.TelephoneNumber);
        foreach (var diagnosis in patient.Diagnoses)
            sum += Length(diagnosis.DiagnosisCode.Identifier) + Length(diagnosis.DiagnosisCode.Text) + When(diagnosis.DiagnosisDateTime) + Length(diagnosis.DiagnosisType);
        foreach (var allergy in patient.Allergies)
            sum += Length(allergy.AllergenCodeMnemonicDescription.Identifier) + Length(allergy.AllergenCodeMnemonicDescription.Text);
        foreach (var insurance in patient.Insurances)
            sum += Length(insurance.Insurance.InsurancePlanId.Identifier) + Length(insurance.Insurance.InsuranceCompanyName.First.OrganizationName);
        return sum;
    }

    private static long Name(Xpn name) =>
        Length(name.FamilyName.Surname) + Length(name.GivenName) + Length(name.SecondAndFurtherGivenNamesOrInitialsThereof) + Length(name.Suffix) + Length(name.Prefix);

    private static long Address(Xad address) =>
        Length(address.StreetAddress.StreetOrMailingAddress) + Length(address.City) + Length(address.StateOrProvince) + Length(address.ZipOrPostalCode) + Length(address.Country);

    private static long Doctor(Repeated<Xcn> doctors) => Length(doctors.First.IdNumber) + Length(doctors.First.FamilyName.Surname) + Length(doctors.First.GivenName);

    private static long Length(St value) => value.Text.Length;

    // Only the day, so that a peer without time zones counts the same.
    private static long When(Dtm value) => value.Value is { Precision: >= DateTimePrecision.Day } moment ? moment.Year + moment.Month + moment.Day : 0;
}
