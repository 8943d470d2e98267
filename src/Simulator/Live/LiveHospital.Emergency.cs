using Carelake.Operations;

namespace Carelake.Simulator;

internal sealed partial class LiveHospital
{
    // Arrivals an hour, by hour of the day: few before dawn, most at noon and in the evening.
    private static readonly double[] ArrivalsByHour = [1.6, 1.2, 1, 0.9, 0.8, 0.9, 1.2, 1.9, 2.8, 3.6, 4, 4.2, 4.1, 3.9, 3.7, 3.6, 3.7, 3.9, 3.8, 3.6, 3.2, 2.8, 2.3, 1.9];

    private readonly Queue<LiveStay> _waitingForCubicle = new();

    private LiveWard Emergency => _wards[0];

    private void ScheduleArrival() => In(_draws.Exponential(60 / ArrivalsByHour[Now.Hour]), () =>
    {
        ScheduleArrival();
        ArriveAtEmergency();
    });

    private void ArriveAtEmergency()
    {
        var stay = NewStay();
        (stay.Class, stay.Service, stay.AdmitAt, stay.IsByAmbulance) = ("E", Emergency.Service, Now, _draws.Chance(0.3));
        Arrive(stay, new(Emergency.Code, "", ""), Now);
        Send("A04", stay);
        if (stay.IsByAmbulance) In(_draws.LogNormal(18, 0.6), () =>
        {
            Send("A10", stay);
            _waitingForCubicle.Enqueue(stay);
            FillCubicles();
        });
        else In(_draws.Between(3, 15), () =>
        {
            _waitingForCubicle.Enqueue(stay);
            FillCubicles();
        });
    }

    private void FillCubicles()
    {
        while (_waitingForCubicle.Count > 0 && FreeBed(ward => ward == Emergency) is { } cubicle)
        {
            var stay = _waitingForCubicle.Dequeue();
            var prior = stay.Location;
            Move(stay, cubicle);
            Send("A02", stay, prior);
            In(_draws.LogNormal(110, 0.5), () => Decide(stay));
        }
    }

    private void Decide(LiveStay stay)
    {
        if (!_draws.Chance(0.3))
        {
            Discharge(stay);
            FillCubicles();
            return;
        }
        var kept = FreeBed(ward => ward.Kind == WardKind.GeneralAcute);
        Send("A14", stay, pending: kept);
        In(_draws.Between(15, 100), () => AdmitFromEmergency(stay));
    }

    private void AdmitFromEmergency(LiveStay stay)
    {
        var wanted = _draws.Chance(0.07) ? WardKind.CriticalCare : WardKind.GeneralAcute;
        if (FreeBed(ward => ward.Kind == wanted) is not { } bed)
        {
            In(_draws.Between(10, 40), () => AdmitFromEmergency(stay));
            return;
        }
        var prior = stay.Location;
        Move(stay, bed);
        (stay.Class, stay.Service, stay.AdmitAt) = ("I", ServiceOf(bed), Now);
        PlanStay(stay);
        Send("A06", stay, prior);
        FillCubicles();
    }
}
