using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Sorts the segments of a patient in one pass. Of segments that do not repeat the first counts.</summary>
internal struct PatientEntryBuilder
{
    private const uint Pid = 'P' << 16 | 'I' << 8 | 'D';
    private const uint Pd1 = 'P' << 16 | 'D' << 8 | '1';
    private const uint Mrg = 'M' << 16 | 'R' << 8 | 'G';
    private const uint Pv1 = 'P' << 16 | 'V' << 8 | '1';
    private const uint Pv2 = 'P' << 16 | 'V' << 8 | '2';
    private const uint Nk1 = 'N' << 16 | 'K' << 8 | '1';
    private const uint Al1 = 'A' << 16 | 'L' << 8 | '1';
    private const uint Iam = 'I' << 16 | 'A' << 8 | 'M';
    private const uint Dg1 = 'D' << 16 | 'G' << 8 | '1';
    private const uint Pr1 = 'P' << 16 | 'R' << 8 | '1';
    private const uint Gt1 = 'G' << 16 | 'T' << 8 | '1';
    private const uint In1 = 'I' << 16 | 'N' << 8 | '1';
    private const uint In2 = 'I' << 16 | 'N' << 8 | '2';
    private const uint Obx = 'O' << 16 | 'B' << 8 | 'X';
    private const uint Nte = 'N' << 16 | 'T' << 8 | 'E';
    private const uint Rol = 'R' << 16 | 'O' << 8 | 'L';

    private Segment _identification;
    private Segment _additional;
    private Segment _merge;
    private Segment _visit;
    private Segment _visitAdditional;
    private Segment _before;
    private ImmutableArray<Nk1Segment>.Builder? _nextOfKin;
    private ImmutableArray<Al1Segment>.Builder? _allergies;
    private ImmutableArray<IamSegment>.Builder? _reactions;
    private ImmutableArray<Dg1Segment>.Builder? _diagnoses;
    private ImmutableArray<Pr1Segment>.Builder? _procedures;
    private ImmutableArray<Gt1Segment>.Builder? _guarantors;
    private ImmutableArray<InsuranceEntry>.Builder? _insurances;
    private ImmutableArray<ObservationEntry>.Builder? _observations;
    private ImmutableArray<RolSegment>.Builder? _roles;

    public void Add(Segment segment)
    {
        switch (segment.PackedId)
        {
            case Pid: Keep(ref _identification, segment); break;
            case Pd1: Keep(ref _additional, segment); break;
            case Mrg: Keep(ref _merge, segment); break;
            case Pv1: Keep(ref _visit, segment); break;
            case Pv2: Keep(ref _visitAdditional, segment); break;
            case Nk1: Add(ref _nextOfKin, new(segment)); break;
            case Al1: Add(ref _allergies, new(segment)); break;
            case Iam: Add(ref _reactions, new(segment)); break;
            case Dg1: Add(ref _diagnoses, new(segment)); break;
            case Pr1: Add(ref _procedures, new(segment)); break;
            case Gt1: Add(ref _guarantors, new(segment)); break;
            case Rol: Add(ref _roles, new(segment)); break;
            case In1: Add(ref _insurances, new(new(segment), default)); break;
            case In2: AddToInsurance(segment); break;
            case Obx: Add(ref _observations, new(new(segment), [])); break;
            case Nte when _observations is not null && (_before.PackedId is Obx or Nte): AddToObservation(segment); break;
        }
        _before = segment;
    }

    public readonly PatientEntry Build() => new(
        new(_identification), new(_additional), new(_merge), new(_visit), new(_visitAdditional), Taken(_nextOfKin), Taken(_allergies), Taken(_reactions),
        Taken(_diagnoses), Taken(_procedures), Taken(_guarantors), Taken(_insurances), Taken(_observations), Taken(_roles));

    private static void Keep(ref Segment kept, Segment segment)
    {
        if (!kept.Exists) kept = segment;
    }

    private static void Add<T>(ref ImmutableArray<T>.Builder? builder, T item) => (builder ??= ImmutableArray.CreateBuilder<T>(2)).Add(item);

    private static ImmutableArray<T> Taken<T>(ImmutableArray<T>.Builder? builder) => builder is null ? [] : builder.DrainToImmutable();

    private readonly void AddToInsurance(Segment segment)
    {
        if (_insurances is { Count: > 0 } insurances && !insurances[^1].Additional.Exists)
            insurances[^1] = insurances[^1] with { Additional = new(segment) };
    }

    private readonly void AddToObservation(Segment segment)
    {
        if (_observations is { Count: > 0 } observations)
            observations[^1] = observations[^1] with { Notes = observations[^1].Notes.Add(new(segment)) };
    }
}
