using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Operations;

/// <summary>
/// What a visit's events come to. The order of recording says what the sender held true in the end (later statements replace earlier ones, cancellations take
/// back), the order of occurrence what happened on the ward. docs/guides/patient-flow.md has the rules in words.
/// </summary>
internal ref struct VisitFold
{
    private readonly VisitRecord _record;
    private readonly Names _names;
    private readonly ReadOnlySpan<Entry> _entries;
    private readonly Span<bool> _holds;
    private List<FlowIssue>? _issues;

    private VisitFold(VisitRecord record, Names names, Span<bool> holds)
    {
        _record = record;
        _names = names;
        _holds = holds;
        _entries = record.Entries.AsArrived;
    }

    public static Visit Of(VisitRecord record, Names names)
    {
        var count = record.Entries.InRecordedOrder(names).Length;
        return new VisitFold(record, names, count <= 256 ? stackalloc bool[count] : new bool[count]).Fold();
    }

    private Visit Fold()
    {
        for (var index = 0; index < _entries.Length; index++) Hear(index);

        var register = Last(FlowEventKind.Register);
        var admit = Last(FlowEventKind.Admit);
        var admitTicks = admit < 0 ? long.MaxValue : Amended(admit, FlowEventKind.AmendAdmission);
        var toInpatient = First(FlowEventKind.ToInpatient);
        var admitted = Math.Min(admitTicks, toInpatient < 0 ? long.MaxValue : _entries[toInpatient].Occurred);
        var start = Math.Min(admitted, register < 0 ? long.MaxValue : _entries[register].Occurred);
        var discharge = Last(FlowEventKind.Discharge);
        var end = discharge < 0 ? long.MaxValue : Amended(discharge, FlowEventKind.AmendDischarge);

        var moves = Moves(admit, admitTicks);
        var isImplied = start == long.MaxValue && !WasBegun() && (moves.Count > 0 || discharge >= 0);
        if (isImplied)
        {
            start = Math.Min(moves.Count > 0 ? moves[0].Ticks : long.MaxValue, end);
            Report("OPS-0013", Severity.Warning, start, "The visit has movements but no admission: it is taken to begin with the first of them.");
        }
        if (start == long.MaxValue) return Unstarted();

        if (end < start)
        {
            Report("OPS-0012", Severity.Error, end, "The discharge is before the admission: the visit is taken to end when it began.");
            end = start;
        }
        var placements = Placements(moves, start, end);
        var visit = Common(end != long.MaxValue ? VisitStatus.Discharged : placements is [.., { IsOnLeave: true }] ? VisitStatus.OnLeave : VisitStatus.Present);
        var pendingAdmit = Last(FlowEventKind.PendingAdmit);
        return visit with
        {
            Class = ClassAfter(admit, admitTicks),
            StartedAt = Moment(start),
            RegisteredAt = register < 0 ? null : Moment(_entries[register].Occurred),
            RegisteredClass = register < 0 ? PatientClass.Unknown : _entries[register].Class,
            ArrivalMode = register < 0 ? "" : _names.Text(_entries[register].Detail),
            HandedOverAt = register < 0 ? null : HandedOver(_entries[register].Occurred),
            BedRequestedAt = pendingAdmit >= 0 ? Moment(_entries[pendingAdmit].Occurred) : register >= 0 ? Moment(admitted) : null,
            AdmittedAt = Moment(admitted),
            DischargedAt = Moment(end),
            Disposition = discharge < 0 ? "" : _names.Text(_entries[discharge].Detail),
            ExpectedDischarge = end == long.MaxValue && Last(FlowEventKind.PendingDischarge) is >= 0 and var expected ? Moment(_entries[expected].Planned) : null,
            Reserved = end == long.MaxValue ? Reserved(pendingAdmit, admitted, moves) : PatientLocation.None,
            Placements = placements,
            Issues = _issues is null ? [] : [.. _issues],
        };
    }

    /// <summary>Takes one event in the order of recording: what it replaces or takes back holds no more.</summary>
    private void Hear(int index)
    {
        ref readonly var entry = ref _entries[index];
        switch (entry.Kind)
        {
            case FlowEventKind.CancelAdmit:
                TakeBackKind(index, LastOf(index, FlowEventKind.PreAdmit, FlowEventKind.Register, FlowEventKind.Admit, FlowEventKind.ToInpatient));
                break;
            case FlowEventKind.CancelDischarge:
                TakeBackKind(index, LastOf(index, FlowEventKind.Discharge));
                // Where the patient is after it: a movement when that is another place.
                _holds[index] = entry.Place != 0;
                break;
            case >= FlowEventKind.CancelPendingAdmit and <= FlowEventKind.CancelPendingDischarge:
                TakeBackKind(index, LastOf(index, entry.Kind - FlowEventKind.CancelPendingAdmit + FlowEventKind.PendingAdmit));
                break;
            case FlowEventKind.CancelTransfer: TakeBackOne(index, FlowEventKind.Transfer); break;
            case FlowEventKind.CancelLeaveStart: TakeBackOne(index, FlowEventKind.LeaveStart); break;
            case FlowEventKind.CancelLeaveEnd: TakeBackOne(index, FlowEventKind.LeaveEnd); break;
            case FlowEventKind.CancelArrive: TakeBackOne(index, FlowEventKind.Arrive); break;
            case FlowEventKind.CancelDepart: TakeBackOne(index, FlowEventKind.Depart); break;
            default:
                for (var before = 0; before < index; before++)
                    if (_entries[before].Kind == entry.Kind && (HappensOnce(entry.Kind) || _entries[before].Occurred == entry.Occurred)) _holds[before] = false;
                _holds[index] = true;
                break;
        }
    }

    private static bool HappensOnce(FlowEventKind kind) => kind is FlowEventKind.PreAdmit or FlowEventKind.Register or FlowEventKind.Admit or FlowEventKind.Discharge
        or FlowEventKind.Update or FlowEventKind.AmendAdmission or FlowEventKind.AmendDischarge
        or FlowEventKind.PendingAdmit or FlowEventKind.PendingTransfer or FlowEventKind.PendingDischarge;

    private void TakeBackKind(int cancellation, int target)
    {
        if (target < 0) ReportNothingToCancel(cancellation);
        else
            for (var before = 0; before < cancellation; before++)
                if (_entries[before].Kind == _entries[target].Kind) _holds[before] = false;
    }

    private void TakeBackOne(int cancellation, FlowEventKind kind)
    {
        var target = -1;
        for (var before = 0; before < cancellation; before++)
            if (_entries[before].Kind == kind && _entries[before].Occurred == _entries[cancellation].Occurred) target = before;
        if (target < 0) target = LastOf(cancellation, kind);
        if (target < 0) ReportNothingToCancel(cancellation);
        else _holds[target] = false;
    }

    private void ReportNothingToCancel(int cancellation) =>
        Report("OPS-0014", Severity.Warning, _entries[cancellation].Occurred, "A cancellation takes back an event that was never reported.");

    private readonly int LastOf(int before, params ReadOnlySpan<FlowEventKind> kinds)
    {
        for (var index = before - 1; index >= 0; index--)
            if (kinds.Contains(_entries[index].Kind)) return index;
        return -1;
    }

    private readonly int Last(FlowEventKind kind)
    {
        for (var index = _entries.Length - 1; index >= 0; index--)
            if (_holds[index] && _entries[index].Kind == kind) return index;
        return -1;
    }

    private readonly int First(FlowEventKind kind)
    {
        var first = -1;
        for (var index = 0; index < _entries.Length; index++)
            if (_holds[index] && _entries[index].Kind == kind && (first < 0 || _entries[index].Occurred < _entries[first].Occurred)) first = index;
        return first;
    }

    private readonly long Amended(int stated, FlowEventKind amendment) =>
        Last(amendment) is var later && later > stated ? _entries[later].Occurred : _entries[stated].Occurred;

    // An admission was reported, though it may have been taken back.
    private readonly bool WasBegun() => LastOf(_entries.Length, FlowEventKind.Register, FlowEventKind.Admit, FlowEventKind.ToInpatient) >= 0;

    private readonly List<Move> Moves(int admit, long admitTicks)
    {
        var moves = new List<Move>(_entries.Length);
        for (var index = 0; index < _entries.Length; index++)
        {
            ref readonly var entry = ref _entries[index];
            if (!_holds[index]) continue;
            if (entry.Kind is FlowEventKind.CancelDischarge) moves.Add(new(entry.Recorded, index, entry.Place, entry.Kind));
            else if (entry.Kind is >= FlowEventKind.Register and <= FlowEventKind.LeaveEnd) moves.Add(new(index == admit ? admitTicks : entry.Occurred, index, entry.Place, entry.Kind));
        }
        for (var index = 1; index < moves.Count; index++)
        {
            var move = moves[index];
            var to = index;
            while (to > 0 && moves[to - 1].Ticks > move.Ticks) moves[to] = moves[--to];
            moves[to] = move;
        }
        return moves;
    }

    private ImmutableArray<Placement> Placements(List<Move> moves, long start, long end)
    {
        var placements = ImmutableArray.CreateBuilder<Placement>(moves.Count);
        var (place, since, isOnLeave, isBegun) = (0, 0L, false, false);
        foreach (var move in moves)
        {
            if (IsOutside(move, start, end)) continue;
            var to = move.Place != 0 ? move.Place : place;
            var onLeave = move.Kind == FlowEventKind.LeaveStart || move.Kind == FlowEventKind.CancelDischarge && isOnLeave;
            if (isBegun && to == place && onLeave == isOnLeave) continue;
            if (isBegun && since < move.Ticks) placements.Add(new(_names.Place(place), Moment(since)!.Value, Moment(move.Ticks), isOnLeave));
            (place, since, isOnLeave, isBegun) = (to, move.Ticks, onLeave, true);
        }
        if (isBegun && since < end) placements.Add(new(_names.Place(place), Moment(since)!.Value, Moment(end), isOnLeave));
        return Joined(placements);
    }

    private bool IsOutside(Move move, long start, long end)
    {
        var isStatement = move.Kind is not FlowEventKind.CancelDischarge;
        if (move.Ticks < start)
        {
            if (isStatement) Report("OPS-0011", Severity.Warning, move.Ticks, "A movement is before the admission: it is left out.");
            return true;
        }
        if (move.Ticks <= end - 1) return false;
        if (isStatement && move.Ticks > end) Report("OPS-0010", Severity.Error, move.Ticks, "A movement is after the discharge: a discharged patient moves no more, so it is left out.");
        return true;
    }

    // Moves of one moment leave nothing between them, so that what is before and after may be the same place.
    private static ImmutableArray<Placement> Joined(ImmutableArray<Placement>.Builder placements)
    {
        for (var index = placements.Count - 1; index > 0; index--)
        {
            var (before, after) = (placements[index - 1], placements[index]);
            if (before.Location != after.Location || before.IsOnLeave != after.IsOnLeave) continue;
            placements[index - 1] = before with { End = after.End };
            placements.RemoveAt(index);
        }
        return placements.ToImmutable();
    }

    private readonly PatientClass ClassAfter(int admit, long admitTicks)
    {
        var (last, result) = (long.MinValue, PatientClass.Unknown);
        for (var index = 0; index < _entries.Length; index++)
        {
            if (!_holds[index] || _entries[index].Kind is < FlowEventKind.Register or > FlowEventKind.ToOutpatient) continue;
            var ticks = index == admit ? admitTicks : _entries[index].Occurred;
            if (ticks < last) continue;
            last = ticks;
            result = _entries[index].Kind switch
            {
                FlowEventKind.ToInpatient => PatientClass.Inpatient,
                FlowEventKind.ToOutpatient => PatientClass.Outpatient,
                FlowEventKind.Admit when _entries[index].Class == PatientClass.Unknown => PatientClass.Inpatient,
                _ => _entries[index].Class,
            };
        }
        if (last > long.MinValue) return result;
        for (var index = _entries.Length - 1; index >= 0; index--)
            if (_entries[index].Class != PatientClass.Unknown) return _entries[index].Class;
        return PatientClass.Unknown;
    }

    private readonly DateTimeOffset? HandedOver(long registered)
    {
        var first = long.MaxValue;
        for (var index = 0; index < _entries.Length; index++)
            if (_holds[index] && _entries[index].Kind is FlowEventKind.Arrive or FlowEventKind.Transfer && _entries[index].Occurred >= registered)
                first = Math.Min(first, _entries[index].Occurred);
        return Moment(first);
    }

    private readonly PatientLocation Reserved(int pendingAdmit, long admitted, List<Move> moves)
    {
        if (pendingAdmit >= 0 && admitted == long.MaxValue) return _names.Place(_entries[pendingAdmit].Place);
        if (Last(FlowEventKind.PendingTransfer) is not (>= 0 and var pending)) return PatientLocation.None;
        foreach (var move in moves)
            if (move.Kind == FlowEventKind.Transfer && move.Ticks >= _entries[pending].Occurred) return PatientLocation.None;
        return _names.Place(_entries[pending].Place);
    }

    private readonly Visit Unstarted()
    {
        var planned = Last(FlowEventKind.PendingAdmit) is >= 0 and var pending ? pending : Last(FlowEventKind.PreAdmit);
        var visit = Common(planned >= 0 ? VisitStatus.Planned : WasBegun() || LastOf(_entries.Length, FlowEventKind.PreAdmit) >= 0 ? VisitStatus.Cancelled : VisitStatus.Unknown);
        return visit with
        {
            Class = planned < 0 ? PatientClass.Unknown : _entries[planned].Class,
            ExpectedAdmission = planned < 0 ? null : Moment(_entries[planned].Planned == 0 ? _entries[planned].Occurred : _entries[planned].Planned),
            Reserved = planned < 0 ? PatientLocation.None : _names.Place(_entries[planned].Place),
            Issues = _issues is null ? [] : [.. _issues],
        };
    }

    private readonly Visit Common(VisitStatus status)
    {
        var (patient, service) = (0, 0);
        for (var index = _entries.Length - 1; index >= 0 && (patient == 0 || service == 0); index--)
        {
            if (patient == 0) patient = _entries[index].Patient;
            if (service == 0) service = _entries[index].Service;
        }
        return new()
        {
            FacilityId = _record.FacilityId, VisitId = _record.VisitId, PatientId = _names.Text(patient), Status = status,
            Class = PatientClass.Unknown, Service = _names.Text(service),
        };
    }

    private void Report(string code, Severity severity, long ticks, string message) =>
        (_issues ??= []).Add(new(new(code, severity, "", message), _record.FacilityId, _record.VisitId, Moment(ticks) ?? default));

    private static DateTimeOffset? Moment(long ticks) => ticks is long.MaxValue or 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private readonly record struct Move(long Ticks, int Index, int Place, FlowEventKind Kind);
}
