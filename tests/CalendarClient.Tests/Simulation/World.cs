namespace CalendarClient.Tests.Simulation;

/// <summary>One client, the service and the network between them, on a clock of their own. The seed decides all faults.</summary>
internal sealed class World
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> agenda = new();
    private readonly SyncEngine engine;
    private readonly Random chance;
    private int order;
    private long ticks;

    public World(int seed, SyncTimes? times = null)
    {
        chance = new(seed);
        engine = new(times ?? SyncTimes.Default);
        for (var i = 0; i < 5; i++)
        {
            Store.Write(chance);
        }
    }

    public SimulatedStore Store { get; } = new();
    public SyncState State { get; private set; } = new();
    public Laws Laws { get; } = new();
    public DateTimeOffset Now { get; private set; } = Make.Noon;

    /// <summary>Whether there are faults.</summary>
    public bool Faulty { get; set; }

    /// <summary>Whether every push is lost.</summary>
    public bool Mute { get; set; }

    /// <summary>How long pushes are collected before they are sent.</summary>
    public TimeSpan PushLag { get; init; }

    public bool ApiIsDown { get; set; }
    public bool ServiceIsDown { get; set; }

    public void Start() => Do(new SyncInput.Started());

    public void Wake() => Do(new SyncInput.Woke());

    public void RunFor(TimeSpan time)
    {
        var until = Now + time;
        while (agenda.TryPeek(out _, out var next) && next.At <= until)
        {
            Now = next.At;
            agenda.Dequeue()();
        }

        Now = until;
    }

    public void WriteByOthers(int changes = 1)
    {
        for (; changes > 0; changes--)
        {
            Store.Write(chance);
        }

        Announce();
    }

    /// <summary>A write of this client. Its answer contains the item, or is lost.</summary>
    public void WriteByThisClient() => After(Delay(), () =>
    {
        var entry = Store.Write(chance);
        var head = Store.Head;
        Announce();
        if (!Faulty || chance.Next(4) > 0)
        {
            After(Delay(), () => Do(new SyncInput.Written(head, Make.Change(entry.ToString()))));
        }
    });

    public void LoseConnection(bool tokenExpired = false)
    {
        if (State.Link == Link.Up)
        {
            Do(new SyncInput.Lost(tokenExpired));
        }
    }

    public void BeginEpoch()
    {
        Store.BeginEpoch(chance);
        Announce();
    }

    public void Announce()
    {
        var reload = new Reload { Epoch = Store.Epoch, Version = Store.Head.Version };
        for (var copies = Mute || (Faulty && chance.Next(3) == 0) ? 0 : Faulty ? chance.Next(1, 3) : 1; copies > 0; copies--)
        {
            After(PushLag + Delay(), () => Push(reload));
        }
    }

    private void Push(Reload reload)
    {
        if (State.Link == Link.Up)
        {
            Do(new SyncInput.Pushed(reload));
        }
    }

    private void Do(SyncInput input)
    {
        var before = State;
        (State, var effects) = engine.Step(State, input, Now, chance.NextDouble());
        Laws.Check(Store, input, before, State, effects);
        foreach (var effect in effects)
        {
            Perform(effect);
        }

        if (State.DueAt is { } due)
        {
            var tick = ++ticks;
            Schedule(due < Now ? Now : due, () =>
            {
                if (tick == ticks)
                {
                    Do(new SyncInput.Tick());
                }
            });
        }
    }

    private void Perform(SyncEffect effect)
    {
        switch (effect)
        {
            case SyncEffect.Connect:
                After(Delay(), () => Do(ServiceIsDown || (Faulty && chance.Next(3) == 0) ? new SyncInput.ConnectFailed(chance.Next(2) == 0, chance.Next(4) == 0 ? TimeSpan.FromMilliseconds(chance.Next(1_000)) : null) : new SyncInput.Connected()));
                break;
            case SyncEffect.PullChanges pull:
                Request(pull.Flight, () => Store.Changes(pull.Since) is { } page ? new SyncInput.ChangesAnswered(pull.Flight, page) : new SyncInput.ChangesExpired(pull.Flight));
                break;
            case SyncEffect.ReadAll read:
                After(Delay(), () => ReadAll(read.Flight, Store.ReadHead(), [], new(Store.Alive().Where(entry => entry.Key.Kind == CalendarKind.Instance))));
                break;
        }
    }

    /// <summary>Reads one calendar after the other. So a read may contain some of the changes that are made during it, and not others.</summary>
    private void ReadAll(int flight, Head head, List<Entry> read, Queue<Entry> calendars)
    {
        if (calendars.TryDequeue(out var calendar))
        {
            read.Add(calendar);
            After(Delay(), () =>
            {
                read.AddRange(Store.Alive().Where(entry => entry.Key.ParentId == calendar.Key.Id));
                Do(new SyncInput.Observed(Store.Head));
                ReadAll(flight, head, read, calendars);
            });
            return;
        }

        Request(flight, () => new SyncInput.FullReadAnswered(flight, Make.Read(head.Epoch, head.Version, [.. read.Select(entry => entry.ToString())])));
    }

    private void Request(int flight, Func<SyncInput> answer) => After(Delay(), () =>
    {
        var head = Store.Head;
        var answered = ApiIsDown || (Faulty && chance.Next(4) == 0) ? null : answer();
        if (answered is null || (Faulty && chance.Next(8) == 0))
        {
            After(Delay(), () => Do(new SyncInput.Failed(flight, chance.Next(3) == 0 ? TimeSpan.FromSeconds(chance.Next(1, 4)) : null)));
        }

        // An answer may still arrive after the client stopped waiting for it.
        if (answered is null)
        {
            return;
        }

        After(Delay(), () =>
        {
            Do(new SyncInput.Observed(head));
            Do(answered);
        });
    });

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(Faulty ? Math.Pow(chance.NextDouble(), 3) * 8_000 : 5 + (chance.NextDouble() * 20));

    private void After(TimeSpan delay, Action action) => Schedule(Now + delay, action);

    private void Schedule(DateTimeOffset at, Action action) => agenda.Enqueue(action, (at, order++));
}
