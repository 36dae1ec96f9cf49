/** The style of the volunteers' page: nothing that an old tablet's browser would not draw. */
export const TABLET_STYLE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fbf8f3;color:#241f1a;font:17px/1.4 -apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.w{max-width:760px;margin:0 auto;padding:10px 14px 32px}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;border-bottom:1px solid #e8e0d4;padding-bottom:6px;margin-bottom:10px}
.top p{margin:0;font-weight:600;overflow-wrap:anywhere;word-wrap:break-word}
.top nav{margin-left:-8px}
.top a,.top b{display:inline-block;padding:6px 8px;font-size:14px;color:#115f67;text-decoration:none}
.top b{color:#6f6355;font-weight:400}
h1{font-size:27px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em;overflow-wrap:anywhere;word-wrap:break-word}
h2{font-size:15px;margin:22px 0 6px;color:#6f6355;font-weight:600}
p{margin:0 0 12px}
ul{margin:0 0 18px;padding-left:20px}
li{margin-bottom:6px}
label span{display:block;font-size:15px;font-weight:600;margin-bottom:5px}
input{display:block;width:100%;min-height:52px;padding:8px 14px;font:inherit;font-size:19px;color:#241f1a;background:#fffefb;border:1px solid #958a7b;border-radius:10px;-webkit-appearance:none;appearance:none}
input:focus{outline:3px solid #72bab9;border-color:#1a737a}
.code{font-size:26px;letter-spacing:.12em;text-align:center;text-transform:uppercase}
.code::-webkit-input-placeholder{letter-spacing:0;font-size:17px;text-transform:none}
.code::placeholder{letter-spacing:0;font-size:17px;text-transform:none}
button,.b{display:block;min-height:52px;padding:10px 14px;font:inherit;font-size:17px;font-weight:600;line-height:1.25;text-align:center;color:#115f67;background:#fffefb;border:1px solid #958a7b;border-radius:12px;-webkit-appearance:none;appearance:none;cursor:pointer}
button:focus,.b:focus-within{outline:3px solid #72bab9;outline-offset:2px}
button[disabled]{opacity:.5}
.go,.b.go{color:#fff;background:#1a737a;border-color:#1a737a}
.p{padding-top:14px}
.p .go{width:100%;min-height:60px;font-size:20px;margin-top:8px}
.p label{display:block;margin:0 0 12px}
.who{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;font-size:15px;color:#6f6355;margin-bottom:10px}
.who>*{margin-right:14px}
.who b{color:#241f1a;font-size:19px;font-feature-settings:"tnum"}
.off{display:none;margin:0 0 10px;padding:10px 14px;border-radius:10px;background:#7b2618;color:#fff;font-size:15px}
.off.y{display:block}
.off b{display:block}
.big{display:flex;align-items:center;min-height:150px;padding:16px;border-radius:16px;border:3px solid #e8e0d4;background:#f3ece1;margin-bottom:12px}
.big svg{flex:none;width:84px;height:84px;margin-right:16px}
.big>div{min-width:0;flex:1}
.big h1{margin:0}
.big p{margin:4px 0 0;overflow-wrap:anywhere;word-wrap:break-word}
.big .nm{font-size:21px;font-weight:600}
.big .go{margin-top:12px;min-width:170px}
.big[data-tone=ok]{background:#1a737a;border-color:#1a737a;color:#fff}
.big[data-tone=left]{background:#0d4a50;border-color:#0d4a50;color:#fff}
.big[data-tone=already]{background:#fffefb;border:3px double #1a737a;color:#0d4a50}
.big[data-tone=held]{background:#fbe3c8;border:3px dashed #8a470f;color:#5a2d07}
.big[data-tone=no]{background:#992e1c;border-color:#992e1c;color:#fff}
.big[data-tone=held] .go{background:#8a470f;border-color:#8a470f}
.due{padding:16px 16px 6px;border-radius:16px;border:3px solid #7b2618;background:#fdeee9;color:#4d150b;margin-bottom:12px}
.due[data-kind=question]{border-color:#1a737a;background:#e9f4f3;color:#0d4a50}
.due .k{margin:0;font-size:22px;font-weight:700}
.due .k small{float:right;font-size:15px;font-weight:400;margin-top:5px}
.due .tx{margin:6px 0 0;font-size:20px;overflow-wrap:anywhere;word-wrap:break-word}
.due .nm{margin:6px 0 12px;font-weight:600}
.due .go{background:#7b2618;border-color:#7b2618}
.due[data-kind=question] .go{background:#1a737a;border-color:#1a737a}
.way button{min-height:46px;flex-basis:100px}
.way [aria-pressed=true]{color:#fff;background:#0d4a50;border-color:#0d4a50}
.in{display:flex;margin-bottom:10px}
.in label{flex:1;min-width:0;margin-right:10px}
.in label span{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.in button{min-width:118px}
.row{display:flex;flex-wrap:wrap;margin:0 -5px}
.row>*{flex:1 1 150px;margin:0 5px 10px}
.row .go{flex-basis:100%}
.row .snd{flex:0 1 150px}
.b input{position:absolute;width:1px;height:1px;min-height:0;opacity:0;overflow:hidden}
.b{display:flex;align-items:center;justify-content:center;text-decoration:none;position:relative}
video{display:block;width:100%;max-height:46vh;border-radius:12px;background:#000;margin-bottom:10px}
.l{margin:0;padding:0;list-style:none}
.l li{margin:0;border-top:1px solid #e8e0d4}
.l li,.l button{display:flex;align-items:baseline;width:100%;min-height:46px;padding:9px 4px}
.l li.t{padding:0;border:0}
.l button{border:0;border-top:1px solid #e8e0d4;border-radius:0;background:none;color:inherit;font-weight:400;text-align:left;min-height:54px}
.l .x{flex:1;min-width:0;overflow-wrap:anywhere;word-wrap:break-word;font-weight:600}
.l small{font-size:14px;font-weight:400;color:#6f6355;display:block}
.l .i{flex:none;width:38px;font-weight:700}
.l .s{flex:none;font-size:14px;color:#6f6355;margin-left:10px;font-feature-settings:"tnum"}
.l .gone{text-decoration:line-through;font-weight:400}
.q{color:#6f6355;font-size:15px}
@media (min-width:700px){
.row .go{flex-basis:150px}
body{font-size:19px}
.w{padding:16px 24px 40px}
.big{min-height:230px;padding:26px}
.big svg{width:140px;height:140px;margin-right:28px}
.big h1{font-size:40px}
.big .nm{font-size:30px}
.who b{font-size:24px}
}
@media (prefers-color-scheme:dark){
body{background:#1a1815;color:#f0eae1}
.top,.l li,.l button{border-color:#322d27}
.top a{color:#72bab9}
.top b,h2,.who,.q,.l small,.l .s{color:#b0a697}
.who b{color:#f0eae1}
input{background:#211e1a;color:#f0eae1;border-color:#857a6b}
button,.b{background:#211e1a;color:#8fcfce;border-color:#857a6b}
.l button{background:none;color:inherit}
.go,.b.go{background:#2b858a;border-color:#2b858a;color:#fff}
.big{background:#26221d;border-color:#3b352d}
.big[data-tone=already]{background:#1f2a2a;border-color:#72bab9;color:#c6e6e5}
.big[data-tone=held]{background:#3d2a15;border-color:#f2a65a;color:#fbe3c8}
.big[data-tone=held] .go{background:#f2a65a;border-color:#f2a65a;color:#2a1804}
.due{background:#3a1a13;border-color:#e58a74;color:#fbe0d8}
.due[data-kind=question]{background:#1f2a2a;border-color:#72bab9;color:#c6e6e5}
.due .go{background:#e58a74;border-color:#e58a74;color:#2a0d06}
.due[data-kind=question] .go{background:#2b858a;border-color:#2b858a;color:#fff}
.way [aria-pressed=true]{background:#c6e6e5;border-color:#c6e6e5;color:#0d2f33}
.big[data-tone=left]{background:#0d4a50;border-color:#2b858a}
.big[data-tone=ok]{background:#1a737a;border-color:#2b858a}
.big[data-tone=no]{background:#992e1c;border-color:#b93a24}
}`.replaceAll('\n', '');
