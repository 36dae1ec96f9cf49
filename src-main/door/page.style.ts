/** The phone page's style: nothing that a browser of 2014 would not draw. */
export const PAGE_STYLE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fbf8f3;color:#241f1a;font:17px/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.w{max-width:440px;margin:0 auto;padding:16px 20px 40px}
.top{border-bottom:1px solid #e8e0d4;padding-bottom:10px;margin-bottom:28px}
.top p{margin:0;font-weight:600;overflow-wrap:break-word;word-wrap:break-word}
.top nav{margin-top:4px;margin-left:-8px}
.top a,.top b{display:inline-block;padding:6px 8px;font-size:15px;color:#115f67;text-decoration:none}
.top b{color:#6f6355;font-weight:400}
h1{font-size:27px;line-height:1.2;margin:0 0 10px;letter-spacing:-.01em;overflow-wrap:break-word;word-wrap:break-word}
p{margin:0 0 16px}
.q{color:#6f6355}
label{display:block;margin:0 0 18px}
label span{display:block;font-size:15px;font-weight:600;margin-bottom:5px}
label i{font-style:normal;font-weight:400;color:#6f6355}
input{display:block;width:100%;min-height:52px;padding:10px 14px;font:inherit;font-size:18px;color:#241f1a;background:#fffefb;border:1px solid #b9ad9b;border-radius:10px;-webkit-appearance:none;appearance:none}
input:focus{outline:3px solid #72bab9;border-color:#1a737a}
.bad input{border-color:#b93a24}
.e{display:block;font-style:normal;color:#992e1c;font-size:15px;margin-top:5px}
button{display:block;width:100%;min-height:60px;padding:12px;margin-top:8px;font:inherit;font-size:20px;font-weight:600;color:#fff;background:#1a737a;border:0;border-radius:14px;-webkit-appearance:none;appearance:none}
button:active{background:#115f67}
button:focus{outline:3px solid #72bab9;outline-offset:2px}
button[disabled]{background:#8c8275}
.s{text-align:center;margin-top:18px}
.s a{color:#115f67;display:inline-block;padding:10px}
.c{text-align:center;padding-top:8px}
.c svg{display:block;margin:0 auto 20px;width:112px;height:112px}
.t{font-size:44px;line-height:1.1;font-weight:700;margin:0 0 14px;letter-spacing:-.01em}
.t small{display:block;font-size:18px;font-weight:400;color:#8a470f;margin-top:6px;letter-spacing:0}
.k input{font-size:30px;letter-spacing:.18em;text-align:center;text-transform:uppercase}
#o{display:none;position:fixed;left:0;right:0;bottom:0;padding:14px 20px;background:#7b2618;color:#fff;font-size:16px}
#o.y{display:block}
@media (prefers-color-scheme:dark){
body{background:#1a1815;color:#f0eae1}
.top{border-color:#322d27}
.top a,.s a{color:#72bab9}
.top b,.q,label i{color:#b0a697}
input{background:#211e1a;color:#f0eae1;border-color:#6b6154}
.e{color:#f0a394}
.t small{color:#f8b976}
button{background:#2b858a}
}`.replaceAll('\n', '');

/**
 * Sends forms without leaving the page and tries again until the laptop answers; without it the forms work all the same.
 * ECMAScript 5: phones of 2014 read it. \`data-p\`: seconds after which a page that waits asks again.
 */
export const PAGE_SCRIPT = `(function(){
var m=document.getElementById('m'),o=document.getElementById('o'),wait=1000,timer;
function shown(){
clearTimeout(timer);
var f=m.firstElementChild,s=f&&f.getAttribute('data-p');
if(s)timer=setTimeout(function(){ask('GET',f.getAttribute('data-u'),null)},s*1000);
}
function ask(method,url,body){
var x=new XMLHttpRequest(),over=false;
function again(){
if(over)return;over=true;
o.className='y';
timer=setTimeout(function(){ask(method,url,body)},wait);
wait=Math.min(wait*1.6,8000);
}
x.open(method,url,true);
x.timeout=8000;
x.setRequestHeader('X-Part','1');
if(body!==null)x.setRequestHeader('Content-Type','application/x-www-form-urlencoded');
x.onload=function(){
if(x.status!==200){again();return}
over=true;o.className='';wait=1000;
m.innerHTML=x.responseText;
window.scrollTo(0,0);
shown();
};
x.onerror=again;x.ontimeout=again;
x.send(body);
}
document.addEventListener('submit',function(event){
var f=event.target,parts=[],i,e;
if(f.method!=='post')return;
event.preventDefault();
for(i=0;i<f.elements.length;i+=1){
e=f.elements[i];
if(e.name)parts.push(encodeURIComponent(e.name)+'='+encodeURIComponent(e.value));
if(e.type==='submit')e.disabled=true;
}
ask('POST',f.getAttribute('action'),parts.join('&'));
},false);
shown();
})();`;
