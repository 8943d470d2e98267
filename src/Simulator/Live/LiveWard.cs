using Carelake.Operations;

namespace Carelake.Simulator;

/// <summary>A ward of the live group.</summary>
internal sealed record LiveWard(string Code, string Name, WardKind Kind, string Service, int CoreBeds, int EscalationBeds)
{
    /// <summary>The wards of a facility, named as its EMR names departments or wards. The emergency department comes first.</summary>
    public static IReadOnlyList<LiveWard> Of(Facility facility) => facility.IsUs
        ?
        [
            new("DEPT001", "Emergency", WardKind.Emergency, "EM", 14, 0), new("DEPT008", "Internal Medicine", WardKind.GeneralAcute, "MED", 24, 4),
            new("DEPT002", "Cardiology", WardKind.GeneralAcute, "CAR", 14, 0), new("DEPT003", "Neurology", WardKind.GeneralAcute, "NEU", 10, 0),
            new("DEPT006", "Orthopedics", WardKind.GeneralAcute, "ORT", 12, 0), new("DEPT007", "General Surgery", WardKind.GeneralAcute, "SUR", 16, 4),
            new("ICU", "Intensive Care", WardKind.CriticalCare, "ICU", 8, 0),
        ]
        :
        [
            new("AE", "Accident and Emergency", WardKind.Emergency, "180", 12, 0), new("W01", "Acute Medical Unit", WardKind.GeneralAcute, "300", 20, 4),
            new("W04", "Respiratory", WardKind.GeneralAcute, "340", 12, 2), new("W05", "Elderly Care", WardKind.GeneralAcute, "430", 16, 2),
            new("W06", "Surgical Admissions", WardKind.GeneralAcute, "100", 14, 0), new("W07", "Trauma", WardKind.GeneralAcute, "110", 12, 0),
            new("W02", "Coronary Care", WardKind.CriticalCare, "320", 6, 0),
        ];

    /// <summary>Its beds, four to a bay.</summary>
    public IEnumerable<PlannedBed> Beds(string facilityId)
    {
        for (var number = 0; number < CoreBeds + EscalationBeds; number++)
            yield return new(facilityId, new(Code, $"B{number / 4 + 1}", $"{number % 4 + 1}"), Name, Kind, Service, number >= CoreBeds);
    }
}
