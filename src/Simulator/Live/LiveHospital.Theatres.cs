using Carelake.Operations;

namespace Carelake.Simulator;

internal sealed partial class LiveHospital
{
    /// <summary>Hours that a list has.</summary>
    public const double ListHours = 4;

    /// <summary>The theatres.</summary>
    public static IReadOnlyList<string> TheatreNames { get; } = ["OT-1", "OT-2", "OT-3"];

    /// <summary>When lists open, by the clock.</summary>
    public static IReadOnlyList<double> ListOpens { get; } = [8.5, 13.5];

    // Two lists a weekday in each theatre, booked the day before.
    private void PlanLists()
    {
        var day = Now.Date.AddDays(1);
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return;
        foreach (var theatre in TheatreNames)
            foreach (var start in ListOpens)
                if (_draws.Chance(0.8)) PlanList(theatre, new DateTimeOffset(day.AddHours(start), _offset));
    }

    private void PlanList(string theatre, DateTimeOffset opens)
    {
        var cases = new Queue<LiveCase>();
        for (var start = opens; start < opens.AddHours(3.5);)
        {
            var end = start.AddMinutes(_draws.Between(4, 9) * 10);
            if (end > opens.AddHours(ListHours)) break;
            cases.Enqueue(Book(theatre, start, end));
            start = end.AddMinutes(20);
        }
        At(opens.AddMinutes(_draws.LogNormal(9, 0.8)), () => Operate(cases, theatre));
    }

    private LiveCase Book(string theatre, DateTimeOffset start, DateTimeOffset end)
    {
        var stay = NewStay();
        (stay.Class, stay.Service, stay.AdmitAt) = ("P", _wards.First(ward => ward.Service is "SUR" or "100").Service, start.AddMinutes(-90));
        var planned = new LiveCase($"{(_facility.IsUs ? "C" : "T")}{_facility.Number}{++_cases:D6}", stay, start, end);
        Send("A05", stay);
        SendCase("S12", planned, theatre, "");
        if (_draws.Chance(0.1)) In(_draws.Between(30, 400), () =>
        {
            planned.Start = planned.Start.AddMinutes(10);
            planned.End = planned.End.AddMinutes(10);
            SendCase("S13", planned, theatre, "RESCHEDULED");
        });
        At(start.AddMinutes(-_draws.Between(60, 120)), () => AdmitForSurgery(planned, theatre));
        return planned;
    }

    private void AdmitForSurgery(LiveCase planned, string theatre)
    {
        var stay = planned.Stay;
        var bed = FreeBed(ward => ward.Service is "SUR" or "100" or "ORT" or "110") ?? FreeBed(ward => ward.Kind == WardKind.GeneralAcute);
        if (bed is not { } free || _draws.Chance(0.07))
        {
            planned.IsOff = true;
            if (bed is not null && _draws.Chance(0.25)) SendCase("S26", planned, theatre, "DID NOT ATTEND");
            else SendCase("S15", planned, theatre, bed is null ? "NO BED" : _draws.Pick(["UNFIT", "PATIENT DECLINED", "NO SURGEON"]));
            Send("A38", stay);
            _here.Remove(stay.Patient.Id);
            return;
        }
        (stay.Class, stay.Service, stay.AdmitAt) = ("I", ServiceOf(free), Now);
        Arrive(stay, free, Now);
        PlanStay(stay);
        if (!_draws.Chance(_options.FaultShare * 2))
        {
            Send("A01", stay);
            return;
        }
        // Admitted in the system with a wrong time, put right by an update.
        var (first, second) = (Now.AddSeconds(_draws.Between(5, 60)), Now.AddSeconds(_draws.Between(600, 4000)));
        Channel.Send(_messages.Adt("A01", stay, Now, first, admitAt: Now.AddMinutes(-_draws.Between(10, 50))), stay.VisitId, first);
        Channel.Send(_messages.Adt("A08", stay, Now, second), stay.VisitId, second);
        _truth.Plant(_facility.Id, "admission amended", stay.VisitId, Now);
    }

    private void Operate(Queue<LiveCase> cases, string theatre)
    {
        if (!cases.TryDequeue(out var next)) return;
        if (next.IsOff || next.Stay.IsOver || !_open.ContainsKey(next.Stay.VisitId))
        {
            Operate(cases, theatre);
            return;
        }
        var minutes = (next.End - next.Start).TotalMinutes * (0.8 + 0.5 * _draws.Share());
        Milestone(TheatreMilestones.InTheatre, next, theatre);
        In(minutes * 0.2, () => Milestone(TheatreMilestones.KnifeToSkin, next, theatre));
        In(minutes * 0.9, () => Milestone(TheatreMilestones.Closure, next, theatre));
        In(minutes, () =>
        {
            Milestone(TheatreMilestones.OutOfTheatre, next, theatre);
            In(_draws.Between(12, 40), () => Operate(cases, theatre));
        });
    }

    private void Milestone(string name, LiveCase @case, string theatre)
    {
        var recorded = Now.AddSeconds(_draws.Between(5, 200));
        Channel.Send(_messages.Milestone(name, @case.Id, @case.Stay, theatre, Now, recorded), @case.Stay.VisitId, recorded);
    }

    private void SendCase(string trigger, LiveCase @case, string theatre, string reason) =>
        Channel.Send(_messages.Schedule(trigger, @case.Id, @case.Stay, theatre, @case.Start, @case.End, reason, Now), @case.Stay.VisitId, Now);

    private sealed class LiveCase(string id, LiveStay stay, DateTimeOffset start, DateTimeOffset end)
    {
        public string Id { get; } = id;

        public LiveStay Stay { get; } = stay;

        public DateTimeOffset Start { get; set; } = start;

        public DateTimeOffset End { get; set; } = end;

        public bool IsOff { get; set; }
    }
}
