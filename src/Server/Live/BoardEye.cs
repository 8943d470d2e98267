using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Access.Reading;
using Carelake.Access.Rows;
using Carelake.Core;

namespace Carelake.Server.Live;

/// <summary>What one viewer sees on boards, decided by the same policies as rows of the lake. Answers are remembered for a moment, since a board asks for the same beds again and again.</summary>
/// <param name="lake">The tenant's policies, and what its patients asked.</param>
/// <param name="viewer">Who looks.</param>
/// <param name="time">The clock.</param>
internal sealed class BoardEye(GovernedLake lake, Viewer viewer, TimeProvider time)
{
    private readonly PolicySet _policies = lake.Policies.Policies;
    private ImmutableHashSet<string> _restricted = lake.RestrictedPatients;
    private readonly DecisionBuffer _decision = new();
    private readonly Dictionary<(string Facility, string Ward, string Patient, string Specialty), Sight> _known = [];

    /// <summary>What may be seen of a patient in a ward.</summary>
    /// <param name="facility">Id of the facility.</param>
    /// <param name="ward">The ward; the department of policies.</param>
    /// <param name="patient">Patient number, <c>number^authority</c> as boards have it.</param>
    /// <param name="specialty">Protected specialty, as policies name it.</param>
    public Sight On(string facility, string ward, string patient, string specialty)
    {
        var key = (facility, ward, patient, specialty);
        if (_known.TryGetValue(key, out var sight)) return sight;
        var now = time.GetUtcNow();
        sight = new(Decide(SensitivityClass.DirectIdentifier), Decide(SensitivityClass.QuasiIdentifier), Decide(SensitivityClass.SensitiveClinical));
        _known[key] = sight;
        return sight;

        Obligation Decide(SensitivityClass sensitivity)
        {
            var uid = new EntityUid(CarelakeEntities.ElementType, "bed");
            var element = new Entity(
                uid,
                new CedarRecord(
                [
                    new("class", CedarValue.Of(sensitivity.ToString())),
                    new("facility", CedarValue.Of(CarelakeEntities.Facility(facility))),
                    new("department", CedarValue.Of(CarelakeEntities.Department($"{facility}|{ward}"))),
                    new("patient", CedarValue.Of(CarelakeEntities.Patient($"{facility}|{NumberOf(patient)}"))),
                    new("specialty", CedarValue.Of(specialty)),
                    // A feed does not say what the patient asked for; the wishes are kept beside the lake.
                    new("isRestricted", CedarValue.Of(_restricted.Contains(PatientNames.Of(facility, NumberOf(patient))))),
                    new("consents", CedarValue.Of(new CedarSet([]))),
                ]),
                []);
            var request = new AuthorizationRequest(CarelakeEntities.User(viewer.Id), CarelakeEntities.Action("read"), uid, viewer.ToContext(now));
            _policies.Decide(request, new EntityStore([viewer.ToEntity(), element]), _decision);
            return Obligations.Of(_decision);
        }
    }

    /// <summary>Opens it with the wishes of patients as they are now.</summary>
    public static async Task<BoardEye> OpenAsync(GovernedLake lake, Viewer viewer, TimeProvider time, CancellationToken cancellationToken)
    {
        await lake.RefreshAsync(cancellationToken);
        return new(lake, viewer, time);
    }

    /// <summary>Forgets what was decided: time, purpose, emergency access or a patient's wish may have changed.</summary>
    /// <returns>A wish has changed, so that what was shown may have to go.</returns>
    public async Task<bool> BlinkAsync(CancellationToken cancellationToken)
    {
        await lake.RefreshAsync(cancellationToken);
        _known.Clear();
        var isChanged = !ReferenceEquals(_restricted, lake.RestrictedPatients);
        _restricted = lake.RestrictedPatients;
        return isChanged;
    }

    /// <summary>The number without its authority.</summary>
    public static string NumberOf(string patient) => patient.Split('^', 2)[0];
}
