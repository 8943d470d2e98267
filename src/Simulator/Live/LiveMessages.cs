using System.Globalization;
using System.Text;
using Carelake.Operations;

namespace Carelake.Simulator;

/// <summary>The text of a facility's messages (HL7 v2.5.1).</summary>
internal sealed class LiveMessages(Facility facility)
{
    private long _number;

    public string FacilityId => facility.Id;

    public byte[] Adt(string trigger, LiveStay stay, DateTimeOffset occurred, DateTimeOffset recorded, PatientLocation? place = null, PatientLocation? prior = null, PatientLocation? pending = null,
        DateTimeOffset? dischargedAt = null, DateTimeOffset? admitAt = null, LiveStay? other = null)
    {
        var text = Start("ADT", trigger, recorded);
        text.Append($"EVN||{Time(recorded)}||||{Time(occurred)}\r");
        Visit(stay, place ?? stay.Location);
        if (other is not null) Visit(other, other.Location);
        return Encoding.UTF8.GetBytes(text.ToString());

        void Visit(LiveStay one, PatientLocation at)
        {
            text.Append(Pid(one.Patient));
            text.Append($"PV1|1|{one.Class}|{Pl(at)}|||{Pl(prior)}||||{one.Service}|||||||||{one.VisitId}|||||||||||||||||{(dischargedAt is null ? "" : "01")}||||||{Pl(pending)}||{Time(admitAt ?? one.AdmitAt)}|{Time(dischargedAt)}\r");
            text.Append($"PV2||||||||{(trigger is "A05" or "A14" ? Time(one.AdmitAt) : "")}|{(trigger is "A01" or "A06" or "A08" or "A16" ? Time(one.ExpectedDischarge) : "")}|||||||||||||||||||||||||||||{(one.IsByAmbulance ? "A" : "")}\r");
        }
    }

    public byte[] Person(string trigger, LivePatient patient, DateTimeOffset recorded, string? retired = null)
    {
        var text = Start("ADT", trigger, recorded).Append($"EVN||{Time(recorded)}\r").Append(Pid(patient));
        if (retired is not null) text.Append($"MRG|{retired}^^^{facility.Id}^MR\r");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] BedStatus(PatientLocation bed, char status, DateTimeOffset occurred, DateTimeOffset recorded) =>
        Encoding.UTF8.GetBytes(Start("ADT", "A20", recorded).Append($"EVN||{Time(recorded)}||||{Time(occurred)}\rNPU|{Pl(bed)}|{status}\r").ToString());

    public byte[] Schedule(string trigger, string caseId, LiveStay stay, string theatre, DateTimeOffset start, DateTimeOffset end, string reason, DateTimeOffset recorded)
    {
        var minutes = (int)(end - start).TotalMinutes;
        var text = Start("SIU", trigger, recorded)
            .Append($"SCH|{caseId}^HIS|{caseId}^OT||||{reason}|||{minutes}|MIN|^^{minutes}^{Time(start)}^{Time(end)}||||||||||||||{(trigger == "S15" ? "CANCELLED" : "BOOKED")}\r")
            .Append(Pid(stay.Patient)).Append($"PV1|1|{stay.Class}||||||||{stay.Service}|||||||||{stay.VisitId}\r")
            .Append($"RGS|1|A\rAIS|1|A|SURG^OPERATION^L|{Time(start)}|||{minutes}|MIN||BOOKED\rAIL|1|A|{theatre}^^^{facility.Id}|OR\r");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Milestone(string name, string caseId, LiveStay stay, string theatre, DateTimeOffset occurred, DateTimeOffset recorded)
    {
        var text = Start("ORM", "O01", recorded).Append(Pid(stay.Patient)).Append($"PV1|1|{stay.Class}|{Pl(stay.Location)}||||||||||||||||{stay.VisitId}\r")
            .Append($"ORC|SC|{caseId}^HIS|{caseId}^OT||IP||||{Time(recorded)}||||{theatre}^^^{facility.Id}||{Time(occurred)}||||||||||{name}\r")
            .Append($"OBR|1|{caseId}^HIS|{caseId}^OT|SURG^OPERATION^L\r");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Vitals(LiveStay stay, int pulse, int saturation, DateTimeOffset observed)
    {
        var text = Start("ORU", "R01", observed).Append(Pid(stay.Patient)).Append($"PV1|1|{stay.Class}|{Pl(stay.Location)}||||||||||||||||{stay.VisitId}\r")
            .Append($"OBR|1|||85353-1^Vital signs^LN|||{Time(observed)}\rOBX|1|NM|8867-4^Heart rate^LN||{pulse}|/min|||||F|||{Time(observed)}\r")
            .Append($"OBX|2|NM|59408-5^Oxygen saturation^LN||{saturation}|%|||||F|||{Time(observed)}\r");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private StringBuilder Start(string code, string trigger, DateTimeOffset recorded) =>
        new StringBuilder(640).Append($"MSH|^~\\&|PAS|{facility.Id}|CARELAKE|GROUP|{Time(recorded)}||{code}^{trigger}|{facility.Number}{++_number:D9}|P|2.5.1||||||UNICODE UTF-8\r");

    private string Pid(LivePatient patient) =>
        $"PID|1||{patient.Id}^^^{facility.Id}^MR||{patient.FamilyName}^{patient.GivenName}||{patient.BirthDate}|{patient.Sex}\r";

    private string Pl(PatientLocation? place) => place is not { IsEmpty: false } known ? "" : $"{known.Ward}^{known.Room}^{known.Bed}^{facility.Id}";

    private static string Time(DateTimeOffset? at) => at is not { } moment ? ""
        : moment.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
