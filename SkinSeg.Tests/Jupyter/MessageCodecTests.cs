using System.Security.Cryptography;
using System.Text;
using SkinSeg.Notebooks.Jupyter;
using Xunit;

namespace SkinSeg.Tests.Jupyter;

public sealed class MessageCodecTests
{
    private static readonly MessageCodec Codec = new("a key");
    private static readonly KernelMessage Message = KernelMessage.About(
        new([[1, 2]], new() { ["msg_id"] = "7", ["msg_type"] = "execute_request" }, [], []), "execute_reply", new() { ["status"] = "ok" }, "session", DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_message_comes_back_as_it_was_sent()
    {
        var back = Codec.Decode(Codec.Encode(Message));

        Assert.Equal([1, 2], back.Identities.Single());
        Assert.Equal("execute_reply", back.Type);
        Assert.Equal("7", (string?)back.Parent["msg_id"]);
        Assert.Equal("{\"status\":\"ok\"}", back.Content.ToJsonString());
    }

    [Fact]
    public void The_signature_is_the_HMAC_that_other_implementations_compute()
    {
        // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?", here in four parts.
        byte[][] parts = [.. new[] { "what do ya ", "want for ", "nothing", "?" }.Select(Encoding.ASCII.GetBytes)];
        var frames = new List<byte[]> { Encoding.ASCII.GetBytes("<IDS|MSG>"), Encoding.ASCII.GetBytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843") };
        frames.AddRange(parts);

        // The signature is accepted; what fails is that the text is no JSON.
        Assert.Contains("no JSON", Assert.Throws<InvalidDataException>(() => new MessageCodec("Jefe").Decode(frames)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_byte_of_a_signed_part_is_noticed()
    {
        byte[][] frames = [.. Codec.Encode(Message)];
        for (int part = 2; part < frames.Length; part++)
        {
            byte[][] changed = [.. frames.Select(frame => (byte[])frame.Clone())];
            changed[part][^1] ^= 1;
            Assert.Contains("signature", Assert.Throws<InvalidDataException>(() => Codec.Decode(changed)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_key_is_refused() => Assert.Throws<InvalidDataException>(() => new MessageCodec("another").Decode(Codec.Encode(Message)));

    [Fact]
    public void Anything_else_is_refused_and_nothing_else_is_thrown()
    {
        var random = new Random(5);
        byte[][] frames = [.. Codec.Encode(Message)];
        for (int i = 0; i < 2000; i++)
        {
            byte[][] broken = [.. frames.Where(_ => random.Next(8) > 0).Select(frame => random.Next(4) > 0 ? frame : frame[..random.Next(frame.Length + 1)])];
            Assert.True(broken.Length == frames.Length && broken.Zip(frames).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)) || Refuses(broken));
        }
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("7")]
    public void Nothing_but_objects_is_a_part(string content)
    {
        byte[][] frames = [.. Codec.Encode(Message)];
        frames[^1] = Encoding.UTF8.GetBytes(content);
        frames[2] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData("a key"u8, frames[3..].SelectMany(frame => frame).ToArray())));

        Assert.Contains("no JSON object", Assert.Throws<InvalidDataException>(() => Codec.Decode(frames)).Message, StringComparison.Ordinal);
    }

    private static bool Refuses(byte[][] frames)
    {
        try
        {
            var message = Codec.Decode(frames);
            return message.Header.Count > 0; // only identities were lost: the signature does not cover them
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
