using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Model;

/// <summary>The store as a dictionary, with the same decisions. Each back end must agree with it.</summary>
internal sealed class ModelStore
{
    private const string ETag = "current";

    private static readonly WriteLimits Unlimited = new(null, "things", long.MaxValue);

    private readonly Dictionary<string, string?> calendars = [];
    private readonly Dictionary<(string Calendar, string Event), string?> events = [];

    public long Version { get; private set; }

    public IEnumerable<(string Id, string Name)> Calendars => Alive(calendars);

    public IEnumerable<((string Calendar, string Event) Id, string Title)> Events => Alive(events);

    /// <summary>The expected outcome of the operation: the name of the result, and the version after it.</summary>
    public string[] Apply(Operation operation)
    {
        var calendar = operation.CalendarId.Value;
        var id = (calendar, operation.EventId.Value);
        switch (operation.Kind)
        {
            case OperationKind.PutCalendar:
                return [Put(calendars, calendar, operation.CalendarContent.Name, operation.Condition)];
            case OperationKind.DeleteCalendar:
                var deleted = Delete(calendars, calendar, operation.Condition);
                if (deleted.StartsWith("Written", StringComparison.Ordinal))
                {
                    foreach (var item in events.Keys.Where(key => key.Calendar == calendar).ToList())
                    {
                        events[item] = null;
                    }
                }

                return [deleted];
            case OperationKind.PutEvent:
                return [IsAlive(calendars, calendar) ? Put(events, id, operation.EventContent.Title, operation.Condition) : "NotFound"];
            case OperationKind.DeleteEvent:
                return [Delete(events, id, operation.Condition)];
            case OperationKind.WriteEvents:
                return !IsAlive(calendars, calendar) ? ["NotFound"]
                    : [.. Bulk(operation).Select(item => Put(events, (calendar, item.Id.Value), item.Content.Title, ConditionKind.Overwrite))];
            default:
                return [];
        }
    }

    public static IReadOnlyList<(EventId Id, EventContent Content)> Bulk(Operation operation) =>
        [.. Enumerable.Range(operation.Event, 3).Select(number => (EventId.Parse($"e{number % 4}"), Sample.Event($"title {operation.Content}")))];

    private string Put<TKey>(Dictionary<TKey, string?> items, TKey key, string content, ConditionKind condition)
        where TKey : notnull
    {
        var state = State(items, key);
        return Apply(items, key, content, WriteDecisions.Put(state, state.Current == content, content.Length, Operation.ConditionOf(condition, ETag), Unlimited, standsForOthers: false));
    }

    private string Delete<TKey>(Dictionary<TKey, string?> items, TKey key, ConditionKind condition)
        where TKey : notnull => Apply(items, key, null, WriteDecisions.Delete(State(items, key), Operation.ETagOf(condition, ETag)));

    private string Apply<TKey>(Dictionary<TKey, string?> items, TKey key, string? content, WriteDecision<string> decision)
        where TKey : notnull
    {
        if (decision.Refusal is { } refusal)
        {
            return Operation.Told(refusal);
        }

        items[key] = content;
        return $"Written {++Version}";
    }

    private WriteState<string> State<TKey>(Dictionary<TKey, string?> items, TKey key)
        where TKey : notnull => new()
        {
            Position = () => new Position("model", Version),
            Current = items.GetValueOrDefault(key),
            ETag = ETag,
            Deleted = items.TryGetValue(key, out var current) && current is null,
        };

    private static bool IsAlive<TKey>(Dictionary<TKey, string?> items, TKey key)
        where TKey : notnull => items.GetValueOrDefault(key) is not null;

    private static IEnumerable<(TKey Id, string Content)> Alive<TKey>(Dictionary<TKey, string?> items)
        where TKey : notnull => items.Where(item => item.Value is not null).Select(item => (item.Key, item.Value!)).Order();
}
