using Carelake.Operations;

namespace Carelake.Simulator;

internal sealed partial class LiveHospital
{
    private const int FewestPatients = 300;

    // The feed starts in a hospital that is at work: its patients came up to five weeks ago, and are reported one after another.
    private void FillWards()
    {
        foreach (var bed in _wards.Where(ward => ward.Kind != WardKind.Emergency).SelectMany(ward => ward.Beds(_facility.Id)).Where(bed => !bed.IsEscalation))
        {
            if (!_draws.Chance(0.8)) continue;
            var stay = NewStay();
            var since = Now.AddMinutes(-Math.Round(Math.Min(_draws.LogNormal(3.5, 1) * 1440, 35 * 1440)));
            (stay.Class, stay.Service, stay.AdmitAt) = ("I", bed.Service, since);
            Arrive(stay, bed.Location, since);
            PlanStay(stay);
            var recorded = Now.AddSeconds(_draws.Between(1, 1200));
            Channel.Send(_messages.Adt("A01", stay, since, recorded), stay.VisitId, recorded);
        }
    }

    private void PlanStay(LiveStay stay)
    {
        _inpatients.Add(stay);
        var day = Now.Date.AddDays(Math.Max(1, Math.Round(_draws.LogNormal(3.2, 0.9))));
        var at = new DateTimeOffset(day.AddMinutes(_draws.Between(9 * 60, 18 * 60)), _offset);
        stay.ExpectedDischarge = new DateTimeOffset(day.AddHours(12), _offset);
        At(at.AddMinutes(-_draws.Between(60, 240)), () =>
        {
            if (!stay.IsOver) Send("A16", stay);
        });
        At(at, () => EndStay(stay));
        var minutes = (at - Now).TotalMinutes;
        if (_draws.Chance(0.3)) In(_draws.Share() * minutes * 0.9 + 30, () => Transfer(stay));
        if (_draws.Chance(0.2)) In(_draws.Share() * minutes * 0.8 + 20, () => Update(stay));
        if (minutes > 3 * 1440 && _draws.Chance(0.06)) In(1440, () => GoOnLeave(stay));
    }

    private void Update(LiveStay stay)
    {
        if (stay.IsOver) return;
        stay.ExpectedDischarge = stay.ExpectedDischarge?.AddDays(_draws.Between(0, 1));
        Send("A08", stay);
    }

    private void Transfer(LiveStay stay)
    {
        if (stay.IsOver || stay.IsOnLeave || FreeBed(ward => ward.Kind == WardKind.GeneralAcute && ward.Code != stay.Location.Ward) is not { } bed) return;
        if (_draws.Chance(0.4)) Send("A15", stay, pending: bed);
        In(_draws.Between(10, 50), () =>
        {
            if (stay.IsOver || stay.IsOnLeave || _beds[bed] is not null || _unusable.Contains(bed)) return;
            var prior = stay.Location;
            Move(stay, bed);
            stay.Service = ServiceOf(bed);
            if (_draws.Chance(_options.FaultShare * 2)) TransferWithMistake(stay, prior, bed);
            else Send("A02", stay, prior);
            Clean(prior);
        });
    }

    // The wrong bed is reported, taken back, and then the right one: all of one moment on the ward.
    private void TransferWithMistake(LiveStay stay, PatientLocation prior, PatientLocation bed)
    {
        var wrong = FreeBed(ward => ward.Code == bed.Ward) ?? FreeBed(ward => ward.Kind == WardKind.GeneralAcute) ?? prior;
        var (first, second, third) = (Now.AddSeconds(_draws.Between(5, 60)), Now.AddSeconds(_draws.Between(100, 900)), Now.AddSeconds(_draws.Between(1000, 1500)));
        Channel.Send(_messages.Adt("A02", stay, Now, first, wrong, prior), stay.VisitId, first);
        Channel.Send(_messages.Adt("A12", stay, Now, second, prior, wrong), stay.VisitId, second);
        Channel.Send(_messages.Adt("A02", stay, Now, third, bed, prior), stay.VisitId, third);
        _truth.Plant(_facility.Id, "wrong bed", stay.VisitId, Now);
    }

    private void EndStay(LiveStay stay)
    {
        if (stay.IsOver) return;
        if (stay.IsOnLeave)
        {
            In(1440, () => EndStay(stay));
            return;
        }
        if (_draws.Chance(_options.FaultShare * 1.5))
        {
            // Discharged in the system and not on the ward: taken back, and discharged in truth some hours later.
            var (first, second) = (Now.AddSeconds(_draws.Between(5, 60)), Now.AddSeconds(_draws.Between(300, 2400)));
            Channel.Send(_messages.Adt("A03", stay, Now, first, dischargedAt: Now), stay.VisitId, first);
            Channel.Send(_messages.Adt("A13", stay, Now, second), stay.VisitId, second);
            _truth.Plant(_facility.Id, "discharge taken back", stay.VisitId, Now);
            In(_draws.Between(60, 300), () => EndStay(stay));
            return;
        }
        Discharge(stay);
    }

    private void Discharge(LiveStay stay)
    {
        var bed = stay.Location;
        Leave(stay);
        Send("A03", stay, dischargedAt: Now);
        if (bed.HasBed && bed.Ward != Emergency.Code) Clean(bed);
    }

    private void Clean(PatientLocation bed)
    {
        if (!_unusable.Add(bed)) return;
        SendBed(bed, 'H');
        In(_draws.Between(30, 110), () =>
        {
            _unusable.Remove(bed);
            SendBed(bed, 'U');
        });
    }

    private void BlockBed()
    {
        if (FreeBed(ward => ward.Kind == WardKind.GeneralAcute) is not { } bed || !_unusable.Add(bed)) return;
        SendBed(bed, 'C');
        In(_draws.Between(180, 1800), () =>
        {
            _unusable.Remove(bed);
            SendBed(bed, 'U');
        });
    }

    private void GoOnLeave(LiveStay stay)
    {
        if (stay.IsOver || stay.IsOnLeave) return;
        Record(stay, Now);
        (stay.IsOnLeave, stay.Since) = (true, Now);
        Send("A21", stay);
        In(_draws.Between(300, 1500), () =>
        {
            Record(stay, Now);
            (stay.IsOnLeave, stay.Since) = (false, Now);
            Send("A22", stay);
        });
    }

    private void SwapTwo()
    {
        var first = _inpatients.FirstOrDefault(stay => !stay.IsOnLeave);
        var second = first is null ? null : _inpatients.FirstOrDefault(stay => stay != first && !stay.IsOnLeave && stay.Location.Ward == first.Location.Ward);
        if (first is null || second is null) return;
        var (one, other) = (first.Location, second.Location);
        Move(first, other);
        Move(second, one);
        (_beds[one], _beds[other]) = (second, first);
        var recorded = Recorded(Now);
        Channel.Send(_messages.Adt("A17", first, Now, recorded, other: second), first.VisitId, recorded);
    }

    // A patient who is here was registered before under another number.
    private void MergeNumbers()
    {
        var candidates = _patients.Where(patient => !_here.Contains(patient.Id)).ToList();
        if (_inpatients.Count == 0 || candidates.Count < FewestPatients) return;
        var (survivor, retired) = (_draws.Pick(_inpatients).Patient, _draws.Pick(candidates));
        _patients.Remove(retired);
        var recorded = Now.AddSeconds(_draws.Between(1, 60));
        Channel.Send(_messages.Person("A40", survivor, recorded, retired.Id), "", recorded);
    }

    // Somebody is admitted in the system who never came.
    private void AdmitByMistake()
    {
        if (FreeBed(ward => ward.Kind == WardKind.GeneralAcute) is not { } bed) return;
        var stay = NewStay();
        (stay.Class, stay.Service, stay.AdmitAt, stay.Location) = ("I", ServiceOf(bed), Now, bed);
        var (first, second) = (Now.AddSeconds(_draws.Between(5, 60)), Now.AddSeconds(_draws.Between(300, 1500)));
        Channel.Send(_messages.Adt("A01", stay, Now, first), stay.VisitId, first);
        Channel.Send(_messages.Adt("A11", stay, Now, second), stay.VisitId, second);
        _truth.Plant(_facility.Id, "admission taken back", stay.VisitId, Now);
        _here.Remove(stay.Patient.Id);
    }

    private void TakeVitals()
    {
        foreach (var stay in _inpatients.Where(_ => _draws.Chance(0.2)).ToList())
            In(_draws.Between(0, 200), () =>
            {
                if (!stay.IsOver) Channel.Send(_messages.Vitals(stay, _draws.Between(55, 110), _draws.Between(90, 100), Now), stay.VisitId, Now);
            });
    }
}
