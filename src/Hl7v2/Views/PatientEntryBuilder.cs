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
    private Gathered<Nk1Segment> _nextOfKin;
    private Gathered<Al1Segment> _allergies;
    private Gathered<IamSegment> _reactions;
    private Gathered<Dg1Segment> _diagnoses;
    private Gathered<Pr1Segment> _procedures;
    private Gathered<Gt1Segment> _guarantors;
    private Gathered<InsuranceEntry> _insurances;
    private Gathered<ObservationEntry> _observations;
    private Gathered<RolSegment> _roles;

    public void Add(Segment segment)
    {
        switch (segment.PackedId)
        {
            case Pid: Keep(ref _identification, segment); break;
            case Pd1: Keep(ref _additional, segment); break;
            case Mrg: Keep(ref _merge, segment); break;
            case Pv1: Keep(ref _visit, segment); break;
            case Pv2: Keep(ref _visitAdditional, segment); break;
            case Nk1: _nextOfKin.Add(new(segment), segment); break;
            case Al1: _allergies.Add(new(segment), segment); break;
            case Iam: _reactions.Add(new(segment), segment); break;
            case Dg1: _diagnoses.Add(new(segment), segment); break;
            case Pr1: _procedures.Add(new(segment), segment); break;
            case Gt1: _guarantors.Add(new(segment), segment); break;
            case Rol: _roles.Add(new(segment), segment); break;
            case In1: _insurances.Add(new(new(segment), default), segment); break;
            case In2: AddToInsurance(segment); break;
            case Obx: _observations.Add(new(new(segment), []), segment); break;
            case Nte when !_observations.IsEmpty && (_before.PackedId is Obx or Nte): AddToObservation(segment); break;
        }
        _before = segment;
    }

    public readonly PatientEntry Build() => new(
        new(_identification), new(_additional), new(_merge), new(_visit), new(_visitAdditional), _nextOfKin.Take(), _allergies.Take(), _reactions.Take(),
        _diagnoses.Take(), _procedures.Take(), _guarantors.Take(), _insurances.Take(), _observations.Take(), _roles.Take());

    private static void Keep(ref Segment kept, Segment segment)
    {
        if (!kept.Exists) kept = segment;
    }

    private readonly void AddToInsurance(Segment segment)
    {
        if (_insurances.IsEmpty) return;
        ref var last = ref _insurances.Last;
        if (!last.Additional.Exists) last = last with { Additional = new(segment) };
    }

    private readonly void AddToObservation(Segment segment)
    {
        ref var last = ref _observations.Last;
        last = last with { Notes = last.Notes.Add(new(segment)) };
    }
}
