using Carelake.Operations;

namespace Carelake.Simulator;

/// <summary>One hospital with a clock: a queue of things that will happen, the beds as they really are, and what its systems report of it.</summary>
internal sealed partial class LiveHospital
{
    private readonly PriorityQueue<Action, (DateTimeOffset, long)> _agenda = new();
    private readonly Dictionary<PatientLocation, LiveStay?> _beds = [];
    private readonly HashSet<PatientLocation> _unusable = [];
    private readonly Dictionary<string, LiveStay> _open = new(StringComparer.Ordinal);
    private readonly List<LiveStay> _inpatients = [];
    private readonly HashSet<string> _here = new(StringComparer.Ordinal);
    private readonly List<LivePatient> _patients;
    private readonly IReadOnlyList<LiveWard> _wards;
    private readonly Facility _facility;
    private readonly LiveOptions _options;
    private readonly LiveMessages _messages;
    private readonly LiveTruth _truth;
    private readonly TimeSpan _offset;
    private readonly Draws _draws;
    private long _order;
    private int _visits;
    private int _cases;

    public LiveHospital(Facility facility, List<LivePatient> patients, LiveOptions options, LiveTruth truth)
    {
        (_facility, _patients, _options, _truth) = (facility, patients, options, truth);
        _wards = LiveWard.Of(facility);
        _messages = new(facility);
        _draws = new((ulong)options.Seed * 1000003 + (ulong)facility.Number);
        Channel = new(facility.Id, new((ulong)options.Seed * 7919 + (ulong)facility.Number), options.FaultShare, truth);
        foreach (var bed in _wards.SelectMany(ward => ward.Beds(facility.Id))) _beds[bed.Location] = null;
        // January in New Jersey and in England: no clock changes while the group is simulated.
        _offset = facility.IsUs ? TimeSpan.FromHours(-5) : TimeSpan.Zero;
        Now = new(options.FirstDay.ToDateTime(TimeOnly.MinValue), _offset);
        Open();
    }

    public LiveChannel Channel { get; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>When the next thing happens.</summary>
    public DateTimeOffset NextAt => _agenda.TryPeek(out _, out var key) ? key.Item1 : DateTimeOffset.MaxValue;

    public void Step()
    {
        _agenda.TryDequeue(out var next, out var key);
        Now = key.Item1;
        next!(); // The caller saw that there is one.
    }

    /// <summary>Writes down where everybody is who is still here.</summary>
    public void Close()
    {
        foreach (var stay in _open.Values) Record(stay, end: null);
    }

    private void At(DateTimeOffset at, Action what) => _agenda.Enqueue(what, (at < Now ? Now : at, _order++));

    private void In(double minutes, Action what) => At(Later(minutes), what);

    // Whole seconds, as messages have them.
    private DateTimeOffset Later(double minutes) => Now.AddSeconds(Math.Max(1, Math.Round(minutes * 60)));

    private DateTimeOffset Today(double hour) => new(Now.Date.AddMinutes(Math.Round(hour * 60)), _offset);

    // Staff enter what happened some minutes later; sometimes at the end of a shift.
    private DateTimeOffset Recorded(DateTimeOffset occurred)
    {
        var recorded = occurred.AddSeconds(_draws.Between(5, 400));
        return _draws.Chance(_options.FaultShare / 3) ? recorded.AddHours(_draws.Between(1, 9)) : recorded;
    }

    private void Send(string trigger, LiveStay stay, PatientLocation? prior = null, PatientLocation? pending = null, DateTimeOffset? dischargedAt = null)
    {
        var recorded = Recorded(Now);
        Channel.Send(_messages.Adt(trigger, stay, Now, recorded, prior: prior, pending: pending, dischargedAt: dischargedAt), stay.VisitId, recorded);
    }

    private void SendBed(PatientLocation bed, char status)
    {
        var recorded = Now.AddSeconds(_draws.Between(5, 200));
        Channel.Send(_messages.BedStatus(bed, status, Now, recorded), "", recorded);
    }

    private LiveStay NewStay()
    {
        LivePatient patient;
        do patient = _draws.Pick(_patients);
        while (!_here.Add(patient.Id));
        var stay = new LiveStay(patient, $"{(_facility.IsUs ? "V" : "S")}{_facility.Number}{++_visits:D7}");
        if (_draws.Chance(0.1))
        {
            var recorded = Now.AddSeconds(_draws.Between(1, 60));
            Channel.Send(_messages.Person(_draws.Chance(0.3) ? "A28" : "A31", patient, recorded), "", recorded);
        }
        return stay;
    }

    private void Arrive(LiveStay stay, PatientLocation at, DateTimeOffset since)
    {
        (stay.Location, stay.Since) = (at, since);
        if (at.HasBed) _beds[at] = stay;
        _open[stay.VisitId] = stay;
    }

    private void Move(LiveStay stay, PatientLocation to)
    {
        Record(stay, Now);
        if (stay.Location.HasBed) _beds[stay.Location] = null;
        (stay.Location, stay.Since) = (to, Now);
        if (to.HasBed) _beds[to] = stay;
    }

    private void Leave(LiveStay stay)
    {
        Record(stay, Now);
        if (stay.Location.HasBed) _beds[stay.Location] = null;
        stay.IsOver = true;
        _open.Remove(stay.VisitId);
        _here.Remove(stay.Patient.Id);
        _inpatients.Remove(stay);
    }

    private void Record(LiveStay stay, DateTimeOffset? end)
    {
        if (end != stay.Since)
            _truth.Add(new(_facility.Id, stay.VisitId, stay.Patient.Id, stay.Location.Ward, stay.Location.Room, stay.Location.Bed, stay.Since, end, stay.IsOnLeave));
    }

    private PatientLocation? FreeBed(Func<LiveWard, bool> wanted)
    {
        foreach (var isEscalation in new[] { false, true })
        {
            var free = _wards.Where(wanted).SelectMany(ward => ward.Beds(_facility.Id))
                .Where(bed => bed.IsEscalation == isEscalation && _beds[bed.Location] is null && !_unusable.Contains(bed.Location)).ToList();
            if (free.Count > 0) return _draws.Pick(free).Location;
        }
        return null;
    }

    private string ServiceOf(PatientLocation location) => _wards.First(ward => ward.Code == location.Ward).Service;

    private void Open()
    {
        FillWards();
        ScheduleArrival();
        At(Today(5), StartDay);
    }

    // What recurs every day, from five in the morning.
    private void StartDay()
    {
        At(Today(29), StartDay);
        for (var count = _draws.Between(0, 2); count > 0; count--) At(Today(9 + _draws.Share() * 8), SwapTwo);
        if (_draws.Chance(0.6)) At(Today(11 + _draws.Share() * 4), MergeNumbers);
        if (_draws.Chance(0.5)) At(Today(8 + _draws.Share() * 6), BlockBed);
        if (_draws.Chance(0.5)) At(Today(8 + _draws.Share() * 8), AdmitByMistake);
        At(Today(6), TakeVitals);
        PlanLists();
    }
}
