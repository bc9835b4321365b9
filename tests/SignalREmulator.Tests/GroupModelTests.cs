using System.IO.Pipelines;
using CsCheck;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using SignalREmulator.Connections;
using SignalREmulator.Groups;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.Tests;

/// <summary>Any sequence of connects, disconnects, joins and leaves, compared with a very simple model.</summary>
public sealed class GroupModelTests
{
    private static readonly string[] Users = ["anna", "ben", "ANNA"];
    private static readonly string[] Groups = ["one", "two", "three"];
    private static readonly int?[] TimesToLive = [null, 0, 5, 60];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<Act>(), Gen.Int[0, 5], OneOf(Users), OneOf(Groups), OneOf(TimesToLive), Gen.Int[1, 40],
        (act, connection, user, group, timeToLive, seconds) => new Step(act, connection, user, group, timeToLive, seconds));

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private enum Act
    {
        Connect,
        ConnectAgain,
        Disconnect,
        Join,
        Leave,
        LeaveAll,
        AddUser,
        AddUserAgain,
        RemoveUser,
        RemoveUserEverywhere,
        Wait,
        Forget,
    }

    [Fact]
    public void Groups_hold_exactly_whom_the_model_says() => Steps.Array[1, 60].Sample(
        steps =>
        {
            var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var hub = new Hub(time);
            var model = new Model();
            var open = new Dictionary<int, ClientConnection>();
            foreach (var step in steps)
            {
                Take(step, hub, model, open, time);
                Compare(hub, model, time.GetUtcNow());
            }
        },
        iter: 1000);

    private static void Take(Step step, Hub hub, Model model, Dictionary<int, ClientConnection> open, FakeTimeProvider time)
    {
        var id = $"{step.Connection}";
        switch (step.Act)
        {
            case Act.Connect or Act.ConnectAgain when !open.ContainsKey(step.Connection):
                hub.Connect(open[step.Connection] = Connection(id, step.User, time));
                model.Open[id] = (step.User, [.. model.Remembered.Where(entry => entry.Key.User == step.User && entry.Value > time.GetUtcNow()).Select(entry => entry.Key.Group)]);
                break;
            case Act.Disconnect when open.Remove(step.Connection, out var connection):
                hub.Disconnect(connection);
                model.Open.Remove(id);
                break;
            case Act.Join:
                Assert.Equal(model.Open.ContainsKey(id), hub.AddToGroup(step.Group, id));
                if (model.Open.TryGetValue(id, out var joined))
                {
                    joined.Groups.Add(step.Group);
                }

                break;
            case Act.Leave:
                Assert.Equal(model.Open.ContainsKey(id), hub.RemoveFromGroup(step.Group, id));
                if (model.Open.TryGetValue(id, out var left))
                {
                    left.Groups.Remove(step.Group);
                }

                break;
            case Act.LeaveAll:
                Assert.Equal(model.Open.ContainsKey(id), hub.RemoveFromAllGroups(id));
                if (model.Open.TryGetValue(id, out var leftAll))
                {
                    leftAll.Groups.Clear();
                }

                break;
            case Act.AddUser or Act.AddUserAgain:
                hub.AddUserToGroup(step.Group, step.User, step.TimeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
                if (step.TimeToLive != 0)
                {
                    model.Remembered[(step.User, step.Group)] = time.GetUtcNow().AddSeconds(step.TimeToLive ?? UserGroups.Retention.TotalSeconds);
                }

                foreach (var (user, groups) in model.Open.Values.Where(entry => entry.User == step.User))
                {
                    groups.Add(step.Group);
                }

                break;
            case Act.RemoveUser:
                hub.RemoveUserFromGroup(step.Group, step.User);
                model.Remembered.Remove((step.User, step.Group));
                foreach (var (user, groups) in model.Open.Values.Where(entry => entry.User == step.User))
                {
                    groups.Remove(step.Group);
                }

                break;
            case Act.RemoveUserEverywhere:
                hub.RemoveUserFromAllGroups(step.User);
                foreach (var key in model.Remembered.Keys.Where(key => key.User == step.User).ToArray())
                {
                    model.Remembered.Remove(key);
                }

                foreach (var (user, groups) in model.Open.Values.Where(entry => entry.User == step.User))
                {
                    groups.Clear();
                }

                break;
            case Act.Wait:
                time.Advance(TimeSpan.FromSeconds(step.Seconds));
                break;
            case Act.Forget:
                hub.ForgetExpired();
                break;
        }
    }

    private static void Compare(Hub hub, Model model, DateTimeOffset now)
    {
        Assert.Equal(model.Open.Keys.Order(StringComparer.Ordinal), Ids(hub.Everyone()));
        foreach (var user in Users)
        {
            Assert.Equal(model.Open.Where(entry => entry.Value.User == user).Select(entry => entry.Key).Order(StringComparer.Ordinal), Ids(hub.OfUser(user)));
        }

        foreach (var group in Groups)
        {
            Assert.Equal(model.Open.Where(entry => entry.Value.Groups.Contains(group)).Select(entry => entry.Key).Order(StringComparer.Ordinal), Ids(hub.InGroup(group)));
            foreach (var user in Users)
            {
                var expected = (model.Remembered.TryGetValue((user, group), out var expires) && expires > now) || model.Open.Values.Any(entry => entry.User == user && entry.Groups.Contains(group));
                Assert.Equal(expected, hub.IsUserInGroup(group, user));
            }
        }
    }

    private static IEnumerable<string> Ids(ClientConnection[] connections) => connections.Select(connection => connection.Id).Order(StringComparer.Ordinal);

    private static ClientConnection Connection(string id, string user, TimeProvider time)
    {
        var context = new DefaultConnectionContext(id) { Transport = new Pipes(new Pipe().Reader, new Pipe().Writer) };
        return new ClientConnection(context, new ClientIdentity(user, "test") { Hub = HubName.From("calendar")!.Value, TokenExpires = DateTimeOffset.MaxValue }, ClientProtocol.Json, new ConnectionTimes(TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.Zero), capacity: 1, time);
    }

    private sealed record Step(Act Act, int Connection, string User, string Group, int? TimeToLive, int Seconds);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Model
    {
        public Dictionary<string, (string User, HashSet<string> Groups)> Open { get; } = [];

        public Dictionary<(string User, string Group), DateTimeOffset> Remembered { get; } = [];
    }
}
