namespace CalendarClient.Tests.Wire;

public class PositionTests
{
    [Fact]
    public void The_header_is_an_epoch_a_dot_and_a_version()
    {
        Assert.True(Position.TryParse("k3v9x2qd7m4h.50", out var position));
        Assert.Equal(new Position("k3v9x2qd7m4h", 50), position);
        Assert.Equal("k3v9x2qd7m4h.50", position.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("50")]
    [InlineData(".50")]
    [InlineData("e.")]
    [InlineData("e.-1")]
    [InlineData("e.5.0")]
    [InlineData("e. 5")]
    public void Anything_else_is_none(string? text) => Assert.False(Position.TryParse(text, out _));

    [Fact]
    public void Positions_of_different_epochs_never_reach_each_other() =>
        Assert.False(new Position("e", 50).Reaches(new Position("f", 1)));
}
